package io.headcount.analytics.geometry;

/** The point of a person's box that is tested against lines and zones. */
public enum Anchor {
  /** Where the feet are: the choice for cameras that look along the floor. */
  BOTTOM_CENTER,
  CENTER,
  /** Where the head is: for cameras that look down steeply or over shelves. */
  TOP_CENTER;

  public Point of(Box box) {
    return switch (this) {
      case BOTTOM_CENTER -> new Point(box.centerX(), box.bottom());
      case CENTER -> new Point(box.centerX(), box.centerY());
      case TOP_CENTER -> new Point(box.centerX(), box.top());
    };
  }
}
