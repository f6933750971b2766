package io.headcount.collector.query;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Days of each store's own calendar, the first and the last included. Immutable. At most {@value
 * #LONGEST} days.
 */
public record Period(LocalDate first, LocalDate last) {
  /** Ten years and a bit. */
  public static final int LONGEST = 3700;

  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

  public Period {
    if (first.isAfter(last)) {
      throw new QueryException(
          QueryException.Kind.REFUSED,
          "the period ends on %s, before it begins on %s".formatted(last, first),
          "give the earlier date first");
    }
    if (first.isBefore(EARLIEST) || last.isAfter(LATEST)) {
      throw new QueryException(
          QueryException.Kind.REFUSED,
          "no history is kept of %s to %s".formatted(first, last),
          "give dates between %s and %s".formatted(EARLIEST, LATEST));
    }
    if (ChronoUnit.DAYS.between(first, last) >= LONGEST) {
      throw new QueryException(
          QueryException.Kind.TOO_LONG,
          "the period from %s to %s has more than %d days".formatted(first, last, LONGEST),
          "ask for a shorter period");
    }
  }

  /** How many days it has. */
  public int days() {
    return (int) ChronoUnit.DAYS.between(first, last) + 1;
  }
}
