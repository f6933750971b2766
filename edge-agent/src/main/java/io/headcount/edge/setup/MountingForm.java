package io.headcount.edge.setup;

import io.headcount.analytics.floor.FloorCamera;
import io.headcount.edge.capture.PictureQuality;
import io.headcount.edge.mounting.Finding;
import io.headcount.edge.mounting.Mounting;
import io.headcount.edge.mounting.Spot;
import io.headcount.edge.mounting.Trouble;
import java.util.List;
import java.util.Optional;

/**
 * How a camera hangs, as the API tells it. Immutable.
 *
 * @param measured whether height and tilt are by its measured floor; else they are by the people
 * @param heightMetres of the camera above the floor
 * @param tiltDegrees that it looks down
 * @param spread by how much the middle half of the people would put it higher or lower, as a share;
 *     empty where it is measured
 */
record MountingForm(
    Optional<PictureQuality> quality,
    int people,
    int peopleWanted,
    List<Found> findings,
    boolean measured,
    Optional<Double> heightMetres,
    Optional<Double> tiltDegrees,
    Optional<Double> spread,
    List<List<Spot>> places) {
  /** A trouble in words. */
  record Found(Trouble trouble, String text, String measured, String cure) {
    static List<Found> of(List<Finding> findings) {
      return findings.stream()
          .map(
              one ->
                  new Found(
                      one.trouble(), one.trouble().words(), one.measured(), one.trouble().cure()))
          .toList();
    }
  }

  static MountingForm of(Mounting mounting) {
    boolean measured = mounting.measured().isPresent();
    Optional<FloorCamera> camera =
        mounting
            .measured()
            .or(() -> mounting.camera().flatMap(found -> found.camera(mounting.aspect())));
    return new MountingForm(
        mounting.quality(),
        mounting.people().size(),
        mounting.wanted(),
        Found.of(mounting.findings()),
        measured,
        camera.map(one -> tenth(one.height())),
        camera.map(one -> tenth(Math.toDegrees(one.tilt()))),
        mounting
            .camera()
            .filter(_ -> !measured)
            .map(found -> Math.round(100 * found.spread()) / 100.0),
        mounting.places());
  }

  private static double tenth(double value) {
    return Math.round(10 * value) / 10.0;
  }
}
