package io.headcount.analytics.floor;

import io.headcount.analytics.geometry.Point;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Something rectangular that lies on the floor, such as a mat or some tiles. Immutable.
 *
 * @param corners the four in the picture, in the order in which one walks round it
 * @param width metres from the first to the second
 * @param depth metres from the second to the third
 */
public record FloorRectangle(List<Point> corners, double width, double depth)
    implements Calibration {
  /** How exactly a corner is pointed at under a magnifying glass, in shares of the picture. */
  public static final double POINTING = 0.002;

  public static final int CORNERS = 4;

  /** Metres. */
  public static final double SHORTEST = 0.1;

  /** Metres. */
  public static final double LONGEST = 100;

  /** Twice the smallest triangle of three corners, in picture units: below, they are one line. */
  private static final double FLAT = 1e-4;

  public FloorRectangle {
    corners = List.copyOf(corners);
    fault(corners)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    metres("width", width);
    metres("depth", depth);
  }

  private static void metres(String name, double length) {
    if (!(length >= SHORTEST && length <= LONGEST)) {
      throw new IllegalArgumentException(
          "%s %s is no length: give metres, %s to %.0f".formatted(name, length, SHORTEST, LONGEST));
    }
  }

  /** Why these are no corners, in words for whoever set them; empty when they are. */
  public static Optional<String> fault(List<Point> corners) {
    if (corners.size() != CORNERS) {
      return Optional.of(
          "a rectangle has 4 corners, not %d: give each of them".formatted(corners.size()));
    }
    List<Double> turns =
        IntStream.range(0, CORNERS).mapToObj(corner -> turn(corners, corner)).toList();
    long right = turns.stream().filter(turn -> turn > 0).count();
    if (right * 2 == CORNERS) {
      return Optional.of(
          "the sides cross each other: give the corners in the order in which one walks round it");
    }
    for (int corner = 0; corner < CORNERS; corner++) {
      double turn = turns.get(corner);
      if (Math.abs(turn) < FLAT || turn > 0 != right * 2 > CORNERS) {
        return Optional.of(
            "corner %d lies between or on the sides of the others, so this is no rectangle on a floor: move it out"
                .formatted(corner + 1));
      }
    }
    return Optional.empty();
  }

  @Override
  public Floor floor() {
    return Floor.of(this);
  }

  @Override
  public Optional<FloorCamera> camera(double aspect) {
    return FloorCamera.of(this, aspect);
  }

  /** For corners that are pointed at within {@link #POINTING}. */
  @Override
  public Optional<Double> lengthError(Point place) {
    return Floor.lengthUncertainty(this, place, POINTING);
  }

  /** For corners that are pointed at within {@link #POINTING}. */
  @Override
  public Optional<Double> placeError(Point place) {
    return Floor.uncertainty(this, place, POINTING);
  }

  /** Positive where one turns right at the corner, as seen in the picture. */
  private static double turn(List<Point> corners, int at) {
    Point before = corners.get((at + CORNERS - 1) % CORNERS);
    Point here = corners.get(at);
    Point after = corners.get((at + 1) % CORNERS);
    return (here.x() - before.x()) * (after.y() - here.y())
        - (here.y() - before.y()) * (after.x() - here.x());
  }

  /**
   * From the floor's metres to the picture: the unit square on a quadrangle (Heckbert, Fundamentals
   * of Texture Mapping and Image Warping, 1989, section 2.2.3), after scaling.
   */
  Homography toPicture() {
    Point p0 = corners.get(0);
    Point p1 = corners.get(1);
    Point p2 = corners.get(2);
    Point p3 = corners.get(3);
    double dx1 = p1.x() - p2.x();
    double dx2 = p3.x() - p2.x();
    double dx3 = p0.x() - p1.x() + p2.x() - p3.x();
    double dy1 = p1.y() - p2.y();
    double dy2 = p3.y() - p2.y();
    double dy3 = p0.y() - p1.y() + p2.y() - p3.y();
    double area = dx1 * dy2 - dx2 * dy1;
    double g = (dx3 * dy2 - dx2 * dy3) / area;
    double h = (dx1 * dy3 - dx3 * dy1) / area;
    Homography ofSquare =
        new Homography(
            p1.x() - p0.x() + g * p1.x(),
            p3.x() - p0.x() + h * p3.x(),
            p0.x(),
            p1.y() - p0.y() + g * p1.y(),
            p3.y() - p0.y() + h * p3.y(),
            p0.y(),
            g,
            h,
            1);
    return Homography.scale(1 / width, 1 / depth).then(ofSquare);
  }
}
