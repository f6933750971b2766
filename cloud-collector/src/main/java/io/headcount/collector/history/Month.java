package io.headcount.collector.history;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * A UTC month, or all time before 2020 or from 2100 on: clocks that were never set must not make
 * tables without end. Immutable.
 */
record Month(int number) implements Comparable<Month> {
  private static final YearMonth FIRST = YearMonth.of(2020, 1);
  private static final YearMonth END = YearMonth.of(2100, 1);
  private static final int MONTHS = 80 * 12;
  private static final String EARLY = "minute_early";
  private static final String LATE = "minute_late";

  static Month of(long millis) {
    if (millis < start(FIRST)) {
      return new Month(-1);
    }
    if (millis >= start(END)) {
      return new Month(MONTHS);
    }
    YearMonth month = YearMonth.from(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
    return new Month((month.getYear() - FIRST.getYear()) * 12 + month.getMonthValue() - 1);
  }

  static Month ofTable(String table) {
    return switch (table) {
      case EARLY -> new Month(-1);
      case LATE -> new Month(MONTHS);
      default -> {
        String[] parts = table.split("_", -1);
        yield of(start(YearMonth.of(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))));
      }
    };
  }

  private YearMonth month() {
    return FIRST.plusMonths(number);
  }

  String table() {
    return number < 0
        ? EARLY
        : number == MONTHS
            ? LATE
            : "minute_%d_%02d".formatted(month().getYear(), month().getMonthValue());
  }

  /** The first moment, as PostgreSQL bounds a partition. */
  String from() {
    return number < 0 ? "MINVALUE" : Long.toString(start(month()));
  }

  /** The moment after the last, as PostgreSQL bounds a partition. */
  String to() {
    return number == MONTHS ? "MAXVALUE" : Long.toString(ends());
  }

  /** The moment after the last, in milliseconds. */
  long ends() {
    return number == MONTHS ? Long.MAX_VALUE : start(month().plusMonths(1));
  }

  private static long start(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  @Override
  public int compareTo(Month other) {
    return Integer.compare(number, other.number);
  }
}
