package io.headcount.analytics.floor;

import io.headcount.analytics.geometry.Point;
import java.util.List;
import java.util.Optional;

/**
 * A camera above a level floor, its picture upright: a pinhole in the middle of the picture.
 * Immutable.
 *
 * @param height metres above the floor
 * @param tilt radians that it looks down
 * @param lensAngle radians that the picture is wide
 * @param aspect the picture's width divided by its height
 */
public record UprightCamera(double height, double tilt, double lensAngle, double aspect) {
  private static final int LEAST = 20;
  private static final double LEAST_SPREAD = 0.15;
  private static final int TILTS = 800;

  /** How exactly people of different size tell the tilt: seen with simulated cameras. */
  private static final double TILT_ERROR = Math.toRadians(1.5);

  private static final double STEEPEST = Math.toRadians(80);

  public UprightCamera {
    positive("height", height, 100);
    positive("lensAngle", lensAngle, Math.PI);
    positive("aspect", aspect, 100);
    if (!(tilt > -Math.PI / 2 && tilt < Math.PI / 2)) {
      throw new IllegalArgumentException("tilt " + tilt + " is not within a right angle");
    }
  }

  private static void positive(String name, double value, double most) {
    if (!(value > 0 && value < most)) {
      throw new IllegalArgumentException(name + " " + value + " is not within 0.." + most);
    }
  }

  /**
   * A camera found by the people it sees.
   *
   * @param camera the likeliest
   * @param spread by how much the middle half of the people would put it higher or lower, as a
   *     share of its height: they are not all of one size, nor upright, nor seen whole
   */
  public record Found(UprightCamera camera, double spread) implements Calibration {
    public Found {
      if (!(spread >= 0 && spread < 1)) {
        throw new IllegalArgumentException("spread " + spread + " is not within 0..1");
      }
    }

    @Override
    public Floor floor() {
      return Floor.of(camera);
    }

    @Override
    public Optional<FloorCamera> camera(double aspect) {
      return Optional.of(FloorCamera.of(camera));
    }

    /**
     * All lengths grow with the camera's height, so the spread is theirs too; far away the tilt
     * counts for more. For a lens that is known.
     */
    @Override
    public Optional<Double> lengthError(Point place) {
      return floor().lengthChange(place, tilted()).map(change -> Math.hypot(spread, change));
    }

    @Override
    public Optional<Double> placeError(Point place) {
      return floor()
          .at(place)
          .flatMap(
              at ->
                  tilted()
                      .at(place)
                      .map(
                          other ->
                              Math.hypot(
                                  spread * at.distance(new FloorPoint(0, 0)), at.distance(other))));
    }

    /** The floor when the tilt is as wrong as it may be. */
    private Floor tilted() {
      return Floor.of(
          new UprightCamera(
              camera.height, camera.tilt + TILT_ERROR, camera.lensAngle, camera.aspect));
    }
  }

  /**
   * Finds height and tilt by people who stand at different distances. For each tilt every person
   * gives a height of the camera; the tilt at which they agree best is the one.
   *
   * @param people whole ones
   * @param lensAngle radians that the picture is wide
   * @param aspect the picture's width divided by its height
   * @param stature how tall they are on average, in metres
   * @return empty when they are fewer than 20, or all at about one distance
   */
  public static Optional<Found> of(
      List<Stature> people, double lensAngle, double aspect, double stature) {
    double[] feet = people.stream().mapToDouble(person -> person.feet().y()).sorted().toArray();
    if (feet.length < LEAST || feet[feet.length * 9 / 10] - feet[feet.length / 10] < LEAST_SPREAD) {
      return Optional.empty();
    }
    double focal = focal(lensAngle, aspect);
    Optional<Found> best = Optional.empty();
    for (int step = 0; step <= TILTS; step++) {
      double tilt = STEEPEST * step / TILTS;
      double[] heights =
          people.stream()
              .mapToDouble(person -> height(person, tilt, focal, stature))
              .sorted()
              .toArray();
      double height = heights[heights.length / 2];
      double spread = (heights[heights.length * 3 / 4] - heights[heights.length / 4]) / 2 / height;
      boolean better = best.isEmpty() || spread < best.get().spread();
      if (better && heights[0] > 0 && height < 100) {
        best = Optional.of(new Found(new UprightCamera(height, tilt, lensAngle, aspect), spread));
      }
    }
    return best;
  }

  /** How high a camera of this tilt is that sees the person so; not positive when none can. */
  private static double height(Stature person, double tilt, double focal, double stature) {
    double feet = person.feet().y() - 0.5;
    double down = Math.tan(tilt + Math.atan(feet / focal));
    double downToHead = Math.tan(tilt + Math.atan((feet - person.height()) / focal));
    return down > 0 && downToHead < down ? stature / (1 - downToHead / down) : -1;
  }

  /** In heights of the picture. */
  double focal() {
    return focal(lensAngle, aspect);
  }

  private static double focal(double lensAngle, double aspect) {
    return aspect / 2 / Math.tan(lensAngle / 2);
  }

  /** Where the horizon is, as a share of the picture's height; negative above it. */
  public double horizon() {
    return 0.5 - focal() * Math.tan(tilt);
  }

  /** From the picture to the floor: to the right and ahead of the place below the camera. */
  Homography toFloor() {
    double focal = focal();
    double sin = Math.sin(tilt);
    double cos = Math.cos(tilt);
    return new Homography(
        height * aspect,
        0,
        -height * aspect / 2,
        0,
        -height * sin,
        height * (focal * cos + sin / 2),
        0,
        cos,
        focal * sin - cos / 2);
  }
}
