package io.headcount.edge.mounting;

import io.headcount.analytics.floor.Calibration;
import io.headcount.analytics.floor.FloorPoint;
import io.headcount.analytics.floor.FloorRectangle;
import io.headcount.analytics.floor.Stature;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.analytics.geometry.Point;
import io.headcount.edge.capture.PictureQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A camera 2.8 m above the floor that is all right but for its focus, and who walked before it. */
public final class Hanging {
  public static final double ASPECT = 4 / 3.0;
  public static final UprightCamera CAMERA =
      new UprightCamera(2.8, Math.toRadians(30), Math.toRadians(80), ASPECT);
  private static final Calibration TRUE = new UprightCamera.Found(CAMERA, 0.08);

  private Hanging() {}

  /** Where a place on the floor is seen. */
  public static Point seen(double right, double ahead) {
    return TRUE.floor().inPicture(new FloorPoint(right, ahead)).orElseThrow();
  }

  /** Four tiles of a metre each, as they are seen. */
  public static FloorRectangle tiles() {
    return new FloorRectangle(List.of(seen(-1, 3), seen(1, 3), seen(1, 5), seen(-1, 5)), 2, 2);
  }

  /** As tall as people are, near and far. */
  public static List<Stature> people(int number) {
    Random random = new Random(4);
    List<Stature> people = new ArrayList<>();
    while (people.size() < number) {
      Point feet = seen(2 * random.nextDouble() - 1, 2.6 + 4 * random.nextDouble());
      double high =
          TRUE.camera(ASPECT)
              .flatMap(camera -> camera.seen(feet, 1.7 + 0.08 * random.nextGaussian()))
              .orElseThrow();
      if (high < feet.y()) {
        people.add(new Stature(feet, high));
      }
    }
    return people;
  }

  /** What is known after so many walked. */
  public static Optional<Mounting> known(int people) {
    List<Spot> line = List.of(Spot.NO_FLOOR, Spot.SMALL, Spot.GOOD, Spot.CUT_OFF);
    return Optional.of(
        new Mounting(
            Optional.of(new PictureQuality(90, 140, 0.01, 0.02, 0.6)),
            people(people),
            40,
            List.of(new Finding(Trouble.BLURRED, "blur 0.60 of 1, 0.48 or less is good")),
            Optional.of(new UprightCamera.Found(CAMERA, 0.08)),
            Optional.empty(),
            ASPECT,
            List.of(line, line, line)));
  }
}
