package io.headcount.delivery.sender;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits longer with each failure in a row: a random time between the shortest and a bound that
 * doubles, so that many boxes that failed together do not come back together. Confined to its
 * owner.
 */
final class Pause {
  private final Duration least;
  private final Duration most;
  private final RandomGenerator random;
  private int failures;
  private long until;

  Pause(Duration least, Duration most, RandomGenerator random) {
    this.least = least;
    this.most = most;
    this.random = random;
  }

  /** A failure; those that come while it lasts belong to the one that began it. */
  void failed(long now) {
    if (over(now)) {
      failures++;
      until = now + random.nextLong(least.toNanos(), bound().toNanos() + 1);
    }
  }

  private Duration bound() {
    Duration bound = least;
    for (int i = 0; i < failures && bound.compareTo(most) < 0; i++) {
      bound = bound.multipliedBy(2);
    }
    return bound.compareTo(most) < 0 ? bound : most;
  }

  void succeeded() {
    failures = 0;
  }

  boolean over(long now) {
    return now >= until;
  }

  long until() {
    return until;
  }
}
