package io.headcount.analytics.floor;

import io.headcount.analytics.geometry.Point;
import java.util.List;

/**
 * Something rectangular that lies on the floor, such as a mat or some tiles. Immutable.
 *
 * @param corners the four in the picture, in the order in which one walks round it
 * @param width metres from the first to the second
 * @param depth metres from the second to the third
 */
public record FloorRectangle(List<Point> corners, double width, double depth) {
  private static final int CORNERS = 4;
  private static final double LONGEST = 1000;

  /** Twice the smallest triangle of three corners, in picture units: below, they are one line. */
  private static final double FLAT = 1e-4;

  public FloorRectangle {
    corners = List.copyOf(corners);
    if (corners.size() != CORNERS) {
      throw new IllegalArgumentException(
          "a rectangle has 4 corners, not %d: give each of them".formatted(corners.size()));
    }
    metres("width", width);
    metres("depth", depth);
    double turn = turn(corners, 0);
    for (int corner = 0; corner < CORNERS; corner++) {
      double here = turn(corners, corner);
      if (Math.abs(here) < FLAT || here * turn < 0) {
        throw new IllegalArgumentException(
            "corner %d makes the four no outline of a rectangle seen from above: give them in the order in which one walks round it"
                .formatted(corner + 1));
      }
    }
  }

  private static void metres(String name, double length) {
    if (!(length > 0 && length <= LONGEST)) {
      throw new IllegalArgumentException(
          "%s %s is no length: give metres, more than 0 and at most %.0f"
              .formatted(name, length, LONGEST));
    }
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
