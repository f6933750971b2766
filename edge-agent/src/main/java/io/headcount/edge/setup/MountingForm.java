package io.headcount.edge.setup;

import io.headcount.analytics.floor.UprightCamera;
import io.headcount.edge.capture.PictureQuality;
import io.headcount.edge.mounting.Mounting;
import io.headcount.edge.mounting.Spot;
import io.headcount.edge.mounting.Trouble;
import java.util.List;
import java.util.Optional;

/**
 * How a camera hangs, as the API tells it. Immutable.
 *
 * @param heightMetres of the camera above the floor, going by the people
 * @param tiltDegrees that it looks down
 * @param spread by how much the middle half of the people would put it higher or lower, as a share
 */
record MountingForm(
    Optional<PictureQuality> quality,
    int people,
    int peopleWanted,
    List<Found> findings,
    Optional<Double> heightMetres,
    Optional<Double> tiltDegrees,
    Optional<Double> spread,
    List<List<Spot>> places) {
  /** A trouble in words. */
  record Found(Trouble trouble, String text, String measured, String cure) {}

  static MountingForm of(Mounting mounting) {
    Optional<UprightCamera> camera = mounting.camera().map(UprightCamera.Found::camera);
    return new MountingForm(
        mounting.quality(),
        mounting.people(),
        mounting.wanted(),
        mounting.findings().stream()
            .map(
                one ->
                    new Found(
                        one.trouble(), one.trouble().words(), one.measured(), one.trouble().cure()))
            .toList(),
        camera.map(one -> tenth(one.height())),
        camera.map(one -> tenth(Math.toDegrees(one.tilt()))),
        mounting.camera().map(found -> Math.round(100 * found.spread()) / 100.0),
        mounting.places());
  }

  private static double tenth(double value) {
    return Math.round(10 * value) / 10.0;
  }
}
