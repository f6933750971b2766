package io.headcount.analytics.floor;

import io.headcount.analytics.geometry.Point;

/**
 * A whole person as seen in the picture. Immutable.
 *
 * @param feet where they stand
 * @param height from head to feet, a share of the picture's height
 */
public record Stature(Point feet, double height) {
  public Stature {
    if (!(height > 0 && height <= 1)) {
      throw new IllegalArgumentException("height " + height + " is not within 0..1");
    }
  }
}
