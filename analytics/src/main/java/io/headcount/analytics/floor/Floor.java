package io.headcount.analytics.floor;

import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where on the floor the places of a picture are, in metres. Lens distortion is not modelled: near
 * the edges of a wide lens the error is larger than told. Immutable.
 */
public final class Floor {
  /** So near to the horizon nothing is known: a step in the picture is a street on the floor. */
  private static final double HORIZON = 0.02;

  /** In the picture: so near to a place, a metre is as long as there. */
  private static final double STEP = 0.002;

  private final Homography toFloor;
  private final Homography toPicture;

  /** A place in the picture that surely is on the floor. */
  private final Point sure;

  /** What the depth is divided by to be 1 there. */
  private final double near;

  private Floor(Homography toFloor, Point sure) {
    this.toFloor = toFloor;
    this.toPicture = toFloor.inverse();
    this.sure = sure;
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

  /** Square metres of an outline; empty where part of it is no floor. */
  public Optional<Double> area(Polygon outline) {
    List<FloorPoint> corners =
        outline.corners().stream().flatMap(corner -> at(corner).stream()).toList();
    if (corners.size() < outline.corners().size()) {
      return Optional.empty();
    }
    double twice = 0;
    FloorPoint previous = corners.getLast();
    for (FloorPoint corner : corners) {
      twice += previous.x() * corner.y() - corner.x() * previous.y();
      previous = corner;
    }
    return Optional.of(Math.abs(twice) / 2);
  }

  /** By which share a metre there is another on another floor, the worse of along and across. */
  Optional<Double> lengthChange(Point place, Floor other) {
    return at(place)
        .flatMap(
            at ->
                change(at, 0.5, 0, other)
                    .flatMap(
                        across -> change(at, 0, 0.5, other).map(along -> Math.max(across, along))));
  }

  private Optional<Double> change(FloorPoint middle, double x, double y, Floor other) {
    return inPicture(new FloorPoint(middle.x() - x, middle.y() - y))
        .flatMap(
            from ->
                inPicture(new FloorPoint(middle.x() + x, middle.y() + y))
                    .flatMap(to -> other.distance(from, to)))
        .map(metres -> Math.abs(metres - 1));
  }

  /** Which share of the picture's width a metre across takes there; empty where no floor is. */
  public Optional<Double> metre(Point place) {
    return distance(new Point(place.x() - STEP, place.y()), new Point(place.x() + STEP, place.y()))
        .map(metres -> 2 * STEP / metres);
  }

  /**
   * Lines on the floor, as far as they are in the picture: one every {@code step} metres both ways,
   * to {@code most} of them on each side of the place that surely is floor.
   */
  public List<Segment> grid(double step, int most) {
    Homography f = toFloor.times(1 / near);
    FloorPoint middle = at(sure).orElseThrow();
    double x = Math.rint(middle.x() / step) * step;
    double y = Math.rint(middle.y() / step) * step;
    double reach = most * step;
    List<Edge> within =
        List.of(
            new Edge(1, 0, 0),
            new Edge(-1, 0, 1),
            new Edge(0, 1, 0),
            new Edge(0, -1, 1),
            new Edge(f.g(), f.h(), f.i() - HORIZON),
            f.right(x - reach),
            f.right(x + reach).turned(),
            f.ahead(y - reach),
            f.ahead(y + reach).turned());
    List<Segment> lines = new ArrayList<>();
    for (int line = -most; line <= most; line++) {
      f.right(x + line * step).within(within).ifPresent(lines::add);
      f.ahead(y + line * step).within(within).ifPresent(lines::add);
    }
    return lines;
  }

  /**
   * What makes a place (x, y) of the picture one on the floor: nine numbers a to i, as in {@code
   * (ax + by + c, dx + ey + f) / (gx + hy + i)}. There is floor where the divisor is above 0.02.
   */
  public List<Double> numbers() {
    Homography f = toFloor.times(1 / near);
    return List.of(f.a(), f.b(), f.c(), f.d(), f.e(), f.f(), f.g(), f.h(), f.i());
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
    return of(rectangle)
        .at(place)
        .flatMap(at -> error(rectangle, pointing, floor -> floor.at(place).map(at::distance)));
  }

  /**
   * By which share a metre may be wrong around a place, the worse of along and across, when each
   * corner was pointed at within a certain error: first-order, the corners' errors independent.
   *
   * @param pointing error of a corner in picture units, such as 0.005
   * @return empty where no floor is seen, or not after such an error
   */
  static Optional<Double> lengthUncertainty(
      FloorRectangle rectangle, Point place, double pointing) {
    Floor floor = of(rectangle);
    return floor
        .at(place)
        .flatMap(
            at ->
                floor
                    .stick(rectangle, at, 0.5, 0, pointing)
                    .flatMap(
                        across ->
                            floor
                                .stick(rectangle, at, 0, 0.5, pointing)
                                .map(along -> Math.max(across, along))));
  }

  /** The error of a stick of one metre on the floor. */
  private Optional<Double> stick(
      FloorRectangle rectangle, FloorPoint middle, double x, double y, double pointing) {
    Optional<Point> from = inPicture(new FloorPoint(middle.x() - x, middle.y() - y));
    Optional<Point> to = inPicture(new FloorPoint(middle.x() + x, middle.y() + y));
    return from.flatMap(
        a ->
            to.flatMap(
                b ->
                    error(
                        rectangle,
                        pointing,
                        floor -> floor.distance(a, b).map(metres -> metres - 1))));
  }

  /** What something is off when the corners are, each by itself. */
  private static Optional<Double> error(
      FloorRectangle rectangle, double pointing, Function<Floor, Optional<Double>> off) {
    double squares = 0;
    for (int corner = 0; corner < rectangle.corners().size(); corner++) {
      for (Point by : List.of(new Point(pointing, 0), new Point(0, pointing))) {
        Optional<Double> one = moved(rectangle, corner, by).flatMap(off);
        if (one.isEmpty()) {
          return Optional.empty();
        }
        squares += one.get() * one.get();
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
