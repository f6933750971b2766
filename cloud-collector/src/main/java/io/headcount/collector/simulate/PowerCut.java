package io.headcount.collector.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A while without current in a shop, after which its box did not know the time. Immutable.
 *
 * @param from when it went dark, on a minute
 * @param to when the box counted again, on a minute
 * @param wrongUntil when the box's clock was set right; {@code to} when it never was wrong
 * @param behind how far the clock was behind the true time until then; whole minutes, at most as
 *     long as it was dark, so that no minute is ever written twice
 */
record PowerCut(Instant from, Instant to, Instant wrongUntil, Duration behind) {
  private static final long KEY = 31;
  private static final double A_DAY = 0.004;
  private static final int LAST_START = 15 * 60; // all is over before midnight

  /** What happened in a shop on a day, if anything. */
  static Optional<PowerCut> of(Shop shop, LocalDate day, Hours hours) {
    long key = Chance.key(shop.seed(), KEY, day.toEpochDay());
    if (Chance.unit(key) >= A_DAY) {
      return Optional.empty();
    }
    int start = (int) (LAST_START * Chance.unit(key + 1));
    int dark = 10 + (int) (200 * Chance.unit(key + 2));
    boolean wrong = Chance.unit(key + 3) < 0.5;
    int behind = wrong ? 1 + (int) (dark * Chance.unit(key + 4)) : 0;
    int mended = wrong ? 5 + (int) (150 * Chance.unit(key + 5)) : 0;
    Instant from = Instant.ofEpochSecond(hours.dayStart()).plus(Duration.ofMinutes(start));
    Instant to = from.plus(Duration.ofMinutes(dark));
    return Optional.of(
        new PowerCut(
            from,
            to,
            to.plus(Duration.ofMinutes(mended)),
            Duration.ofMinutes(Math.min(behind, dark))));
  }
}
