package io.headcount.edge.capture;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: a random time up to a bound that doubles with each failure
 * (full jitter), so that many cameras that failed together do not come back together. Immutable.
 *
 * @param first bound after the first failure
 * @param most what the bound grows to
 * @param healthy streaming for so long makes the next failure count as the first again
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Brooker,
 *     Exponential Backoff and Jitter, 2015</a>
 */
public record Backoff(Duration first, Duration most, Duration healthy) {
  /** From one second to thirty, forgotten after a healthy minute. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

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
