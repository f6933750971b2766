package io.headcount.analytics.floor;

import io.headcount.analytics.geometry.Point;
import java.util.Optional;

/**
 * A camera above a level floor, upright or not: a pinhole in the middle of the picture. Tells how
 * tall somebody is who stands on that floor. Immutable.
 */
public final class FloorCamera {
  private static final double NARROWEST = Math.toRadians(15);
  private static final double WIDEST = Math.toRadians(150);

  private final double aspect;

  /** In heights of the picture. */
  private final double focal;

  /** Away from the floor, of length 1. */
  private final Vector up;

  /** Metres above the floor. */
  private final double height;

  private FloorCamera(double aspect, double focal, Vector up, double height) {
    this.aspect = aspect;
    this.focal = focal;
    this.up = up;
    this.height = height;
  }

  static FloorCamera of(UprightCamera camera) {
    return new FloorCamera(
        camera.aspect(),
        camera.focal(),
        new Vector(0, -Math.cos(camera.tilt()), -Math.sin(camera.tilt())),
        camera.height());
  }

  /**
   * The camera that sees four corners so. Its lens is the one through which the sides are at right
   * angles and as long as they are, as far as both can be (Zhang, A flexible new technique for
   * camera calibration, 2000, section 2.3).
   *
   * @param aspect the picture's width divided by its height
   * @return empty when no lens from 15 to 150 degrees does, or many, as from straight above
   */
  static Optional<FloorCamera> of(FloorRectangle rectangle, double aspect) {
    Homography seen =
        rectangle
            .toPicture()
            .then(new Homography(aspect, 0, -aspect / 2, 0, 1, -0.5, 0, 0, 1)); // in heights
    Vector one = new Vector(seen.a(), seen.d(), seen.g());
    Vector other = new Vector(seen.b(), seen.e(), seen.h());
    double skew = 2 * (one.x() * other.x() + one.y() * other.y());
    double skewAhead = 2 * one.z() * other.z();
    double uneven = square(one.x(), one.y()) - square(other.x(), other.y());
    double unevenAhead = one.z() * one.z() - other.z() * other.z();
    double inverse = -(skew * skewAhead + uneven * unevenAhead) / (skew * skew + uneven * uneven);
    double focal = 1 / Math.sqrt(inverse);
    double lens = lens(focal, aspect);
    if (!(lens >= NARROWEST && lens <= WIDEST)) {
      return Optional.empty(); // also when it is no number
    }
    Vector right = new Vector(one.x() / focal, one.y() / focal, one.z());
    Vector ahead = new Vector(other.x() / focal, other.y() / focal, other.z());
    double scale = 2 / (right.length() + ahead.length());
    Vector origin = new Vector(seen.c() / focal, seen.f() / focal, seen.i()).times(scale);
    Vector normal = right.cross(ahead).unit();
    // the first corner is before the camera, so the origin is too
    double above = -normal.dot(origin);
    return Optional.of(
        new FloorCamera(aspect, focal, normal.times(Math.signum(above)), Math.abs(above)));
  }

  private static double square(double x, double y) {
    return x * x + y * y;
  }

  private static double lens(double focal, double aspect) {
    return 2 * Math.atan(aspect / 2 / focal);
  }

  /** Metres above the floor. */
  public double height() {
    return height;
  }

  /** Radians that it looks down. */
  public double tilt() {
    return Math.asin(Math.clamp(-up.z(), -1, 1));
  }

  /** Radians that the picture is wide. */
  public double lensAngle() {
    return lens(focal, aspect);
  }

  /** The place on the floor, as the camera sees it; empty at the horizon and above. */
  private Optional<Vector> onFloor(Point picture) {
    Vector way = new Vector((picture.x() - 0.5) * aspect, picture.y() - 0.5, focal);
    double down = -up.dot(way);
    return down > 0 ? Optional.of(way.times(height / down)) : Optional.empty();
  }

  /**
   * How tall somebody is, in metres.
   *
   * @return empty when they do not stand on the floor, or as seen reach higher than can be
   */
  public Optional<Double> stature(Stature person) {
    double head = person.feet().y() - person.height() - 0.5;
    return onFloor(person.feet())
        .map(feet -> (head * feet.z() - focal * feet.y()) / (focal * up.y() - head * up.z()))
        .filter(metres -> metres > 0 && metres < height);
  }

  /**
   * How tall somebody is seen who stands there.
   *
   * @param feet where in the picture
   * @param stature their height in metres, less than the camera's
   * @return a share of the picture's height, also when the head is above it; infinite when it is
   *     behind the camera; empty where no floor is
   */
  public Optional<Double> seen(Point feet, double stature) {
    return onFloor(feet)
        .map(
            place -> {
              Vector head = place.plus(up.times(stature));
              return head.z() > 0
                  ? feet.y() - 0.5 - focal * head.y() / head.z()
                  : Double.POSITIVE_INFINITY;
            });
  }
}
