package io.headcount.analytics.statics;

import java.time.Duration;

/**
 * When something that looks like a person is taken for a thing. Immutable.
 *
 * @param after how long it must stand still. People who sit or wait shift their weight within
 *     minutes; less catches things sooner, and people who stand like things with them
 * @param radius how far its centre and size may wander meanwhile, as a share of its height
 */
public record StaticsRule(Duration after, double radius) {
  public static final StaticsRule DEFAULT = new StaticsRule(Duration.ofMinutes(15), 0.05);

  public StaticsRule {
    if (after.isNegative() || after.isZero()) {
      throw new IllegalArgumentException("statics.after " + after + " is not positive");
    }
    if (!(radius > 0 && radius <= 0.5)) {
      throw new IllegalArgumentException("statics.radius " + radius + " is not within 0..0.5");
    }
  }
}
