package io.headcount.collector.query;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** How long the parts are that a period is told in; all are cut by the store's own clocks. */
public enum Grain {
  /** As it was measured; longer where a box had no room for each minute. */
  MINUTE,
  HOUR,
  DAY,
  /** From Monday to Sunday, as far as they lie in the period. */
  WEEK,
  /** As far as they lie in the period. */
  MONTH,
  /** The period as one. */
  TOTAL;

  /** First day of the part that a day lies in, cut at the period's ends. For days and longer. */
  LocalDate first(LocalDate day, Period period) {
    LocalDate first =
        switch (this) {
          case MINUTE, HOUR, DAY -> day;
          case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case MONTH -> day.withDayOfMonth(1);
          case TOTAL -> period.first();
        };
    return first.isBefore(period.first()) ? period.first() : first;
  }

  /** The day after the part that begins on this day. */
  LocalDate next(LocalDate first, Period period) {
    LocalDate next =
        switch (this) {
          case MINUTE, HOUR, DAY -> first.plusDays(1);
          case WEEK -> first.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
          case MONTH -> first.with(TemporalAdjusters.firstDayOfNextMonth());
          case TOTAL -> period.last().plusDays(1);
        };
    return next.isAfter(period.last()) ? period.last().plusDays(1) : next;
  }

  /** At most how many parts a period of one camera has. */
  long parts(Period period) {
    return switch (this) {
      case MINUTE -> period.days() * 1500L;
      case HOUR -> period.days() * 25L;
      case DAY -> period.days();
      case WEEK -> period.days() / 7 + 2L;
      case MONTH -> period.days() / 28 + 2L;
      case TOTAL -> 1;
    };
  }
}
