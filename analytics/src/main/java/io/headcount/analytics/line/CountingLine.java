package io.headcount.analytics.line;

import io.headcount.analytics.geometry.Anchor;
import io.headcount.analytics.geometry.Segment;
import java.time.Duration;

/**
 * A line people are counted at. {@code in} is the crossing towards its right-hand side as seen in
 * the picture, looking along it. Immutable.
 *
 * @param id unique on its camera
 * @param segment where it lies, 0..1
 * @param anchor the point of the person that has to cross
 * @param hysteresis how far beyond the line a person must get before the crossing stands, as a
 *     share of the height of their box, so that it means the same near and far. More ignores people
 *     who sway on the line; too much loses those who turn right behind it
 * @param debounce how long a track must stay across before the crossing stands. More ignores
 *     flicker and people who turn on the line; too much counts late, and loses who comes back soon
 * @param policy whether a track counts at each crossing or at its first only
 */
public record CountingLine(
    String id,
    Segment segment,
    Anchor anchor,
    double hysteresis,
    Duration debounce,
    CrossingPolicy policy) {
  public static final double DEFAULT_HYSTERESIS = 0.04;
  public static final Duration DEFAULT_DEBOUNCE = Duration.ofSeconds(1);

  public CountingLine {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a line needs an id");
    }
    if (!(hysteresis >= 0 && hysteresis <= 1)) {
      throw new IllegalArgumentException("hysteresis " + hysteresis + " is not within 0..1");
    }
    if (debounce.isNegative()) {
      throw new IllegalArgumentException("debounce " + debounce + " is negative");
    }
  }

  /** A line with the default rules. */
  public static CountingLine of(String id, Segment segment) {
    return new CountingLine(
        id,
        segment,
        Anchor.BOTTOM_CENTER,
        DEFAULT_HYSTERESIS,
        DEFAULT_DEBOUNCE,
        CrossingPolicy.EVERY_CROSSING);
  }
}
