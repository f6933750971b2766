package io.headcount.collector.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts time at the full hours and midnights of a store's clocks. Where clocks are put forward or
 * back, an hour ends too: it may be shorter than others. Immutable.
 */
record LocalTime(ZoneId zone) {
  /**
   * A stretch of time, its end not included, and the store's date as days since 1970. Immutable.
   */
  record Span(long start, long end, int day) {}

  /** The hour that a moment lies in. */
  Span hour(long moment) {
    Instant at = Instant.ofEpochMilli(moment);
    LocalDateTime local = LocalDateTime.ofInstant(at, zone);
    Duration into = Duration.between(local.truncatedTo(ChronoUnit.HOURS), local);
    Instant start = at.minus(into);
    Instant end = start.plus(1, ChronoUnit.HOURS);
    ZoneOffsetTransition before = zone.getRules().previousTransition(at.plusNanos(1));
    if (before != null && before.getInstant().isAfter(start)) {
      start = before.getInstant();
    }
    ZoneOffsetTransition next = zone.getRules().nextTransition(at);
    if (next != null && next.getInstant().isBefore(end)) {
      end = next.getInstant();
    }
    return span(start, end, local.toLocalDate());
  }

  /** The hours that have a part in a stretch of time. */
  List<Span> hours(long from, long to) {
    List<Span> hours = new ArrayList<>();
    for (long moment = from; moment < to; moment = hours.getLast().end()) {
      hours.add(hour(moment));
    }
    return hours;
  }

  /** The store's day. */
  Span day(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return span(
        date.atStartOfDay(zone).toInstant(), date.plusDays(1).atStartOfDay(zone).toInstant(), date);
  }

  private static Span span(Instant start, Instant end, LocalDate date) {
    return new Span(start.toEpochMilli(), end.toEpochMilli(), Math.toIntExact(date.toEpochDay()));
  }
}
