package io.headcount.analytics.floor;

/**
 * A place on the floor. Immutable.
 *
 * @param x metres to the right of the floor's origin
 * @param y metres beyond it, away from the camera where the calibration was done so
 */
public record FloorPoint(double x, double y) {
  public FloorPoint {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("floor point (" + x + ", " + y + ") is not finite");
    }
  }

  /** Straight distance in metres. */
  public double distance(FloorPoint other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
