package io.headcount.analytics.geometry;

/**
 * A place in the picture. Immutable.
 *
 * @param x from the left edge (0) to the right edge (1); may lie outside when a box does
 * @param y from the top edge (0) to the bottom edge (1)
 */
public record Point(double x, double y) {
  public Point {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("point (" + x + ", " + y + ") is not finite");
    }
  }

  /** Straight distance in picture units, both axes alike. */
  public double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
