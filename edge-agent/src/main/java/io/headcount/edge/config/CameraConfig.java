package io.headcount.edge.config;

import io.headcount.analytics.floor.Calibration;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.edge.capture.Decoding;
import io.headcount.edge.capture.Playback;
import io.headcount.edge.capture.VideoSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One camera of the box. Immutable.
 *
 * @param id unique on the box
 * @param source where its picture comes from, with the login where it has one
 * @param playback how a file is played; {@code REALTIME} for live sources
 * @param decoding what decodes its video
 * @param enabled whether it is opened at all
 * @param rate observations per second at most; empty leaves it to what is to be seen
 * @param looks which frames the detector looks at
 * @param longSide pixels of the input's longer side; empty leaves it to the people who are seen
 * @param region the part of the picture in which people are looked for; empty is all of it
 * @param scene its lines and zones
 * @param floor how its floor is measured; counts do not depend on it
 * @param passwordFile where the password of the source's login is, absolute; empty without a login
 */
public record CameraConfig(
    CameraId id,
    VideoSource source,
    Playback playback,
    Decoding decoding,
    boolean enabled,
    Optional<Double> rate,
    Looks looks,
    Optional<Integer> longSide,
    Optional<Polygon> region,
    Scene scene,
    Optional<Calibration> floor,
    Optional<Path> passwordFile) {
  public CameraConfig {
    if (!scene.camera().equals(id)) {
      throw new IllegalArgumentException("camera " + id + " has the scene of " + scene.camera());
    }
  }

  /** A camera whose floor is not measured, and whose login, if it has one, is from no file. */
  public CameraConfig(
      CameraId id,
      VideoSource source,
      Playback playback,
      Decoding decoding,
      boolean enabled,
      Optional<Double> rate,
      Looks looks,
      Optional<Integer> longSide,
      Optional<Polygon> region,
      Scene scene) {
    this(
        id,
        source,
        playback,
        decoding,
        enabled,
        rate,
        looks,
        longSide,
        region,
        scene,
        Optional.empty(),
        Optional.empty());
  }

  /** The same camera looking at something else. */
  public CameraConfig with(VideoSource other, Playback played) {
    return new CameraConfig(
        id,
        other,
        played,
        decoding,
        enabled,
        rate,
        looks,
        longSide,
        region,
        scene,
        floor,
        Optional.empty());
  }

  /** Who logs in at the camera; empty without a login. */
  public Optional<VideoSource.Credentials> login() {
    return switch (source) {
      case VideoSource.Rtsp(var _, var login) -> login;
      case VideoSource.HttpMjpeg(var _, var login) -> login;
      case VideoSource.VideoFile _, VideoSource.UsbCamera _ -> Optional.empty();
    };
  }

  /** The same camera counting at other lines and zones, on a floor that is measured otherwise. */
  public CameraConfig with(Scene other, Optional<Calibration> measured) {
    return new CameraConfig(
        id,
        source,
        playback,
        decoding,
        enabled,
        rate,
        looks,
        longSide,
        region,
        other,
        measured,
        passwordFile);
  }
}
