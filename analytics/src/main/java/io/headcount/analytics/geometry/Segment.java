package io.headcount.analytics.geometry;

/** A straight, directed piece of line with two different ends. Immutable. */
public record Segment(Point from, Point to) {
  public Segment {
    if (from.equals(to)) {
      throw new IllegalArgumentException("both ends are at (" + from.x() + ", " + from.y() + ")");
    }
  }

  public double length() {
    return from.distance(to);
  }

  /**
   * Distance of a point from the endless line through both ends: positive on the right-hand side as
   * seen in the picture when looking from {@code from} to {@code to}, negative on the left.
   */
  public double side(Point point) {
    // y grows downwards, so this cross product is positive on the right
    return cross(from, to, point) / length();
  }

  /** Whether two pieces share at least one point; touching ends count. */
  public boolean meets(Segment other) {
    double a = cross(from, to, other.from);
    double b = cross(from, to, other.to);
    double c = cross(other.from, other.to, from);
    double d = cross(other.from, other.to, to);
    if (a == 0 && b == 0) {
      return overlaps(from.x(), to.x(), other.from.x(), other.to.x())
          && overlaps(from.y(), to.y(), other.from.y(), other.to.y());
    }
    return opposite(a, b) && opposite(c, d);
  }

  private static boolean opposite(double a, double b) {
    return (a >= 0 && b <= 0) || (a <= 0 && b >= 0);
  }

  private static boolean overlaps(double a, double b, double c, double d) {
    return Math.max(Math.min(a, b), Math.min(c, d)) <= Math.min(Math.max(a, b), Math.max(c, d));
  }

  private static double cross(Point a, Point b, Point p) {
    return (b.x() - a.x()) * (p.y() - a.y()) - (b.y() - a.y()) * (p.x() - a.x());
  }
}
