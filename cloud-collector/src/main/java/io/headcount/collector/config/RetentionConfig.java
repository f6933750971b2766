package io.headcount.collector.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long each kind of number is kept. Immutable.
 *
 * @param minutes windows as the boxes sent them
 * @param hours sums of hours; no shorter than minutes
 * @param days sums of days, no shorter than hours; for ever when absent
 * @param events crossings and visits
 * @param audit who did what
 */
public record RetentionConfig(
    Duration minutes, Duration hours, Optional<Duration> days, Duration events, Duration audit) {
  static final Duration SHORTEST_MINUTES = Duration.ofDays(2);
  static final Duration SHORTEST_EVENTS = Duration.ofDays(1);
  static final Duration SHORTEST_AUDIT = Duration.ofDays(30);
  static final Duration LONGEST = Duration.ofDays(36_500);

  static RetentionConfig defaults() {
    return new RetentionConfig(
        Duration.ofDays(400),
        Duration.ofDays(3 * 366),
        Optional.empty(),
        Duration.ofDays(30),
        Duration.ofDays(400));
  }
}
