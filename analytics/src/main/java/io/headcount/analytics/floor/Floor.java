package io.headcount.analytics.floor;

import io.headcount.analytics.geometry.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where on the floor the places of a picture are, in metres. Lens distortion is not modelled: near
 * the edges of a wide lens the error is larger than told. Immutable.
 */
public final class Floor {
  /** So near to the horizon nothing is known: a step in the picture is a street on the floor. */
  private static final double HORIZON = 0.02;

  private final Homography toFloor;
  private final Homography toPicture;

  /** What the depth is divided by to be 1 at a place that surely is on the floor. */
  private final double near;

  private Floor(Homography toFloor, Point sure) {
    this.toFloor = toFloor;
    this.toPicture = toFloor.inverse();
    this.near = toFloor.depth(sure.x(), sure.y());
  }

  /** By four corners and two lengths; the first corner is the floor's origin. */
  public static Floor of(FloorRectangle rectangle) {
    return new Floor(rectangle.toPicture().inverse(), middle(rectangle.corners()));
  }

  /** By a camera that stands upright; the origin is the place below it. */
  public static Floor of(UprightCamera camera) {
    return new Floor(camera.toFloor(), new Point(0.5, 1));
  }

  private static Point middle(List<Point> corners) {
    return new Point(
        corners.stream().mapToDouble(Point::x).average().orElseThrow(),
        corners.stream().mapToDouble(Point::y).average().orElseThrow());
  }

  /** The place on the floor that is seen there; empty at the horizon and above. */
  public Optional<FloorPoint> at(Point picture) {
    return toFloor.depth(picture.x(), picture.y()) / near > HORIZON
        ? Optional.of(
            new FloorPoint(
                toFloor.x(picture.x(), picture.y()), toFloor.y(picture.x(), picture.y())))
        : Optional.empty();
  }

  /** Where in the picture, or beside it, a place on the floor is seen; empty behind the camera. */
  public Optional<Point> inPicture(FloorPoint place) {
    double x = toPicture.x(place.x(), place.y());
    double y = toPicture.y(place.x(), place.y());
    return toFloor.depth(x, y) / near > HORIZON ? Optional.of(new Point(x, y)) : Optional.empty();
  }

  /**
   * The distance on the floor between two places of the picture, in metres; empty where one of them
   * is no floor.
   */
  public Optional<Double> distance(Point one, Point other) {
    return at(one).flatMap(from -> at(other).map(from::distance));
  }

  /**
   * How far a place on the floor may be off when each corner was pointed at within a certain error:
   * first-order, the corners' errors independent.
   *
   * @param pointing error of a corner in picture units, such as 0.005
   * @return metres; empty where no floor is seen, or not after such an error
   */
  public static Optional<Double> uncertainty(
      FloorRectangle rectangle, Point place, double pointing) {
    Optional<FloorPoint> true_ = of(rectangle).at(place);
    if (true_.isEmpty()) {
      return Optional.empty();
    }
    double squares = 0;
    for (int corner = 0; corner < rectangle.corners().size(); corner++) {
      for (Point by : List.of(new Point(pointing, 0), new Point(0, pointing))) {
        Optional<FloorPoint> moved = moved(rectangle, corner, by).flatMap(floor -> floor.at(place));
        if (moved.isEmpty()) {
          return Optional.empty();
        }
        double off = true_.get().distance(moved.get());
        squares += off * off;
      }
    }
    return Optional.of(Math.sqrt(squares));
  }

  private static Optional<Floor> moved(FloorRectangle rectangle, int corner, Point by) {
    List<Point> corners = new ArrayList<>(rectangle.corners());
    Point was = corners.get(corner);
    corners.set(corner, new Point(was.x() + by.x(), was.y() + by.y()));
    try {
      return Optional.of(of(new FloorRectangle(corners, rectangle.width(), rectangle.depth())));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // so flat that the error makes it another shape
    }
  }
}
