package io.headcount.collector.history;

import java.time.Duration;
import java.util.Optional;

/** How the history is kept. Immutable. */
public record HistoryOptions(Storage storage, Keep keep) {
  /** With the usual limits. */
  public HistoryOptions(Storage storage) {
    this(storage, Keep.USUAL);
  }

  /**
   * How long and how much is kept. Immutable.
   *
   * @param minutes windows as they were sent
   * @param hours sums of hours; as long as minutes at least
   * @param days sums of days; for ever when absent
   * @param events crossings, visits and answered commands
   * @param quarantined records at most; the oldest go
   * @param deadLetters messages at most; the oldest go
   */
  public record Keep(
      Duration minutes,
      Duration hours,
      Optional<Duration> days,
      Duration events,
      int quarantined,
      int deadLetters) {
    /** 400 days of minutes, three years of hours, all days, 30 days of events. */
    public static final Keep USUAL =
        new Keep(
            Duration.ofDays(400),
            Duration.ofDays(3 * 366),
            Optional.empty(),
            Duration.ofDays(30),
            10_000,
            1_000);

    public Keep {
      requireDays("minutes", minutes, Duration.ofDays(2));
      requireDays("hours", hours, minutes);
      days.ifPresent(d -> requireDays("days", d, hours));
      requireDays("events", events, Duration.ofDays(1));
      if (quarantined < 1 || deadLetters < 1) {
        throw new IllegalArgumentException("keep at least one quarantined record and dead letter");
      }
    }

    private static void requireDays(String what, Duration given, Duration least) {
      if (given.compareTo(least) < 0) {
        throw new IllegalArgumentException(
            "%s kept for %d days: keep them for %d at least"
                .formatted(what, given.toDays(), least.toDays()));
      }
    }
  }
}
