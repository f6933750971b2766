package io.headcount.analytics.geometry;

/**
 * An upright rectangle in the picture, edges included. Immutable. Has a positive area.
 *
 * @param left smallest x, 0..1 across the picture; may lie outside it
 * @param top smallest y, 0..1 down the picture
 * @param right greater than {@code left}
 * @param bottom greater than {@code top}
 */
public record Box(double left, double top, double right, double bottom) {
  public Box {
    boolean finite =
        Double.isFinite(left)
            && Double.isFinite(top)
            && Double.isFinite(right)
            && Double.isFinite(bottom);
    if (!finite || left >= right || top >= bottom) {
      throw new IllegalArgumentException(
          "box [%s, %s, %s, %s] is not finite or is empty".formatted(left, top, right, bottom));
    }
  }

  /** The box of the given size around a centre. */
  public static Box around(double centerX, double centerY, double width, double height) {
    return new Box(
        centerX - width / 2, centerY - height / 2, centerX + width / 2, centerY + height / 2);
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  public double centerX() {
    return (left + right) / 2;
  }

  public double centerY() {
    return (top + bottom) / 2;
  }

  public double area() {
    return width() * height();
  }

  /** Area of the part that both boxes cover; 0 when they do not meet. */
  public double intersection(Box other) {
    double across = Math.min(right, other.right) - Math.max(left, other.left);
    double down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return across > 0 && down > 0 ? across * down : 0;
  }

  /** Intersection over union, 0 (apart) to 1 (the same box). */
  public double iou(Box other) {
    double shared = intersection(other);
    return shared / (area() + other.area() - shared);
  }
}
