package io.headcount.edge.config;

import io.headcount.analytics.floor.Calibration;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.statics.StaticsRule;
import io.headcount.analytics.zone.Zone;
import io.headcount.edge.capture.Decoding;
import io.headcount.edge.capture.Playback;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSource.Credentials;
import io.headcount.edge.capture.VideoSource.HttpMjpeg;
import io.headcount.edge.capture.VideoSource.Rtsp;
import io.headcount.edge.capture.VideoSource.UsbCamera;
import io.headcount.edge.capture.VideoSource.VideoFile;
import io.headcount.program.settings.Mask;
import io.headcount.program.settings.Secret;
import io.headcount.program.settings.Section;
import io.headcount.program.settings.Spelling;
import io.headcount.program.settings.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the list of cameras, with their sources and logins; connects to none of them. */
final class CameraReader {
  private static final int MOST_CAMERAS = 64;
  private static final int LONGEST_TEXT = 1024;
  private static final double SLOWEST = 0.5;
  private static final double FASTEST = 60;
  private static final Set<String> SCHEMES = Set.of("rtsp", "http", "https", "file");

  private final boolean opened;
  private final Optional<Integer> longSide;

  /**
   * @param opened whether the sources will be opened, so that their files must be there
   * @param longSide of cameras that do not say it; empty leaves it to the people who are seen
   */
  CameraReader(boolean opened, Optional<Integer> longSide) {
    this.opened = opened;
    this.longSide = longSide;
  }

  List<CameraConfig> cameras(Value list) {
    List<Value> items = list.items(MOST_CAMERAS);
    List<CameraConfig> cameras = new ArrayList<>();
    Map<String, Value> seen = new HashMap<>();
    for (Value item : items) {
      item.section(AgentKeys.CAMERA)
          .flatMap(section -> camera(section, seen))
          .ifPresent(cameras::add);
    }
    return cameras;
  }

  private Optional<CameraConfig> camera(Section section, Map<String, Value> seen) {
    Optional<String> id = SceneReader.id(section);
    boolean fresh = id.map(name -> SceneReader.unique(seen, name, section)).orElse(false);
    boolean enabled = section.find("enabled").flatMap(Value::flag).orElse(true);
    Optional<VideoSource> source = source(section, enabled && opened);
    Playback playback = playback(section, source);
    Decoding decoding =
        section
            .find("decoding")
            .flatMap(value -> value.choice(Decoding.class))
            .orElse(Decoding.PROCESSOR);
    Optional<Double> rate = section.find("rate").flatMap(value -> value.number(SLOWEST, FASTEST));
    Looks looks =
        section.find("looks").flatMap(value -> value.choice(Looks.class)).orElse(Looks.AS_NEEDED);
    Optional<Integer> side = section.find("long_side").map(ConfigReader::longSide).orElse(longSide);
    Optional<Polygon> region = section.find("region").flatMap(SceneReader::polygon);
    List<CountingLine> lines = SceneReader.lines(section);
    List<Zone> zones = SceneReader.zones(section);
    StaticsRule statics = SceneReader.statics(section);
    Optional<Calibration> floor = section.find("floor").flatMap(FloorReader::floor);
    if (section.find("lines").isEmpty() && section.find("zones").isEmpty()) {
      section
          .place()
          .warn("this camera has no lines and no zones: it counts nothing", "draw one of them");
    }
    if (!fresh) {
      return Optional.empty();
    }
    return id.flatMap(
        name ->
            source.map(
                video -> {
                  CameraId camera = new CameraId(name);
                  Scene scene = new Scene(camera, lines, zones, statics);
                  return new CameraConfig(
                      camera,
                      video,
                      playback,
                      decoding,
                      enabled,
                      rate,
                      looks,
                      side,
                      region,
                      scene,
                      floor,
                      passwordFile(section, video));
                }));
  }

  private Playback playback(Section section, Optional<VideoSource> source) {
    Optional<Value> value = section.find("playback");
    Optional<Playback> playback = value.flatMap(given -> given.choice(Playback.class));
    if (playback.isPresent() && source.isPresent() && !source.get().finite()) {
      value.ifPresent(given -> given.fault("playback is for video files only", "delete it"));
    }
    return playback.orElse(Playback.REALTIME);
  }

  private Optional<VideoSource> source(Section section, boolean enabled) {
    Optional<Value> value = section.need("source", "a file, /dev/videoN, rtsp://… or http://…");
    Optional<VideoSource> bare = value.flatMap(given -> address(given));
    Optional<Credentials> login = login(section, enabled);
    if (bare.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    Value place = value.get();
    return Optional.of(
        switch (bare.get()) {
          case VideoFile(Path path) -> {
            refuseLogin(section);
            yield new VideoFile(file(place, place.resolve(path), enabled));
          }
          case UsbCamera camera -> {
            refuseLogin(section);
            yield camera;
          }
          case Rtsp(var address, var none) -> new Rtsp(address, login);
          case HttpMjpeg(var address, var none) -> new HttpMjpeg(address, login);
        });
  }

  private static Optional<VideoSource> address(Value value) {
    Optional<String> text = value.text(LONGEST_TEXT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int scheme = text.get().indexOf("://");
    Optional<VideoSource> source = Optional.empty();
    String complaint = "";
    try {
      source = Optional.of(VideoSource.parse(text.get()));
    } catch (IllegalArgumentException e) {
      complaint = Mask.secrets(String.valueOf(e.getMessage()));
    }
    boolean unreadable = source.isEmpty() && scheme >= 0 && text.get().indexOf('@') > scheme;
    if (unreadable || source.map(CameraReader::hasLogin).orElse(false)) {
      value.fault(
          "a user or password is never written into the address",
          "delete all from :// to the @; use username and password_file");
      return Optional.empty();
    }
    if (source.isEmpty()) {
      String kind = scheme < 0 ? "" : text.get().substring(0, scheme);
      Optional<String> near = Spelling.nearest(kind, SCHEMES);
      value.fault(
          complaint,
          near.filter(meant -> !meant.equals(kind))
              .map(meant -> "did you mean " + meant + "://?")
              .orElse("such as rtsp://camera/stream, /dev/video0 or clip.mp4"));
    } else if (scheme >= 0 && Mask.hasSecretParameter(text.get())) {
      value.warn(
          "the address seems to carry a password: it is shown wherever the source is",
          "use username and password_file if the camera lets you");
    }
    return source;
  }

  private static boolean hasLogin(VideoSource source) {
    return switch (source) {
      case Rtsp(var address, var credentials) -> credentials.isPresent();
      case HttpMjpeg(var address, var credentials) -> credentials.isPresent();
      case VideoFile file -> false;
      case UsbCamera camera -> false;
    };
  }

  private static Path file(Value value, Path path, boolean enabled) {
    if (enabled && Files.isDirectory(path)) {
      value.fault("'" + path + "' is a folder", "name a video file in it");
    } else if (enabled && !Files.exists(path)) {
      value.fault("there is no file " + path, "check the path; it starts at this file's folder");
    } else if (enabled && !Files.isReadable(path)) {
      value.fault("the file " + path + " cannot be read", "check who may read it");
    }
    return path;
  }

  private static void refuseLogin(Section section) {
    for (String key : List.of("username", "password_file")) {
      section
          .find(key)
          .ifPresent(value -> value.fault(key + " is for rtsp and http only", "delete it"));
    }
  }

  private static Optional<Credentials> login(Section section, boolean enabled) {
    Optional<Value> name = section.find("username");
    Optional<Value> file = section.find("password_file");
    if (name.isPresent() && file.isEmpty()) {
      section.need("password_file", "username needs it: a file that holds the password alone");
    } else if (name.isEmpty() && file.isPresent()) {
      section.need("username", "password_file needs it: who logs in at the camera");
    }
    Optional<String> user = name.flatMap(value -> value.text(LONGEST_TEXT));
    Optional<Secret> password = file.flatMap(value -> password(value, enabled));
    return user.flatMap(who -> password.map(secret -> new Credentials(who, secret)));
  }

  private static Optional<Path> passwordFile(Section section, VideoSource video) {
    return section.find("password_file").filter(_ -> hasLogin(video)).flatMap(Value::path);
  }

  private static Optional<Secret> password(Value value, boolean enabled) {
    if (enabled || value.path().filter(Files::isReadable).isPresent()) {
      return value.secret();
    }
    return Optional.empty();
  }
}
