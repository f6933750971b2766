package io.headcount.delivery.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before connecting again: a random time up to a bound that doubles with each
 * failure (full jitter), so that all the boxes that lost one broker do not come back at once.
 * Immutable.
 *
 * @param first bound after the first failure
 * @param most what the bound grows to
 * @param healthy a session that lasted so long makes its end count as the first failure
 */
public record Backoff(Duration first, Duration most, Duration healthy) {
  /** From one second to a minute, forgotten after a healthy minute. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

  public Backoff {
    if (!first.isPositive() || most.compareTo(first) < 0 || healthy.isNegative()) {
      throw new IllegalArgumentException("back-off must be positive and its bound not below it");
    }
  }

  /** The wait after so many failures in a row, the first is 1. */
  Duration afterFailure(int failures, RandomGenerator random) {
    Duration bound = first;
    for (int i = 1; i < failures && bound.compareTo(most) < 0; i++) {
      bound = bound.multipliedBy(2);
    }
    Duration capped = bound.compareTo(most) < 0 ? bound : most;
    return Duration.ofNanos(random.nextLong(capped.toNanos() + 1));
  }
}
