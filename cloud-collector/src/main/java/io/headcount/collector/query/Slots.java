package io.headcount.collector.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the parts of a period begin and end by the clocks of stores. Confined to the thread of one
 * question. Remembers each part that it was asked for.
 */
final class Slots {
  private static final int MINUTES = 60;

  private final Grain grain;
  private final Period period;
  private final Map<Place, Slot> known = new HashMap<>();

  Slots(Grain grain, Period period) {
    this.grain = grain;
    this.period = period;
  }

  private record Place(ZoneId zone, long bucket) {}

  /** Names the part that a rollup lies in: an hour by its moment, what is longer by its day. */
  long bucket(long start, int day) {
    return grain == Grain.HOUR
        ? start
        : grain.first(LocalDate.ofEpochDay(day), period).toEpochDay();
  }

  Slot slot(ZoneId zone, long bucket) {
    return known.computeIfAbsent(
        new Place(zone, bucket), place -> grain == Grain.HOUR ? hour(place) : days(place));
  }

  private static Slot hour(Place place) {
    ZonedDateTime start = Instant.ofEpochMilli(place.bucket()).atZone(place.zone());
    return new Slot(
        start.toLocalDate(),
        start.toOffsetDateTime(),
        hourEnd(start).toOffsetDateTime(),
        !start.equals(start.withEarlierOffsetAtOverlap()));
  }

  /** The next full hour on the clock, or the moment that the clock is changed before it. */
  static ZonedDateTime hourEnd(ZonedDateTime start) {
    Instant full = start.toInstant().plusSeconds((MINUTES - start.getMinute()) * 60L);
    ZoneOffsetTransition change = start.getZone().getRules().nextTransition(start.toInstant());
    Instant end = change != null && change.getInstant().isBefore(full) ? change.getInstant() : full;
    return end.atZone(start.getZone());
  }

  private Slot days(Place place) {
    LocalDate first = LocalDate.ofEpochDay(place.bucket());
    LocalDate next = grain.next(first, period);
    return new Slot(
        first,
        first.atStartOfDay(place.zone()).toOffsetDateTime(),
        next.atStartOfDay(place.zone()).toOffsetDateTime(),
        false);
  }

  /** From the earliest beginning to the latest end. */
  static Slot around(Slot one, Slot other) {
    return new Slot(
        one.day(),
        one.start().toInstant().isAfter(other.start().toInstant()) ? other.start() : one.start(),
        one.end().toInstant().isBefore(other.end().toInstant()) ? other.end() : one.end(),
        false);
  }
}
