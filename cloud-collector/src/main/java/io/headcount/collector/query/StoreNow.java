package io.headcount.collector.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A store at this moment. Immutable.
 *
 * @param today the date there
 * @param soFar since midnight there; absent when nothing was observed today
 * @param latest the last window of the last week, and those of other cameras that begin with it
 * @param lastSeen when any of its devices was last heard; absent when none ever was
 * @param online how many of its devices are connected
 */
public record StoreNow(
    String store,
    ZoneId zone,
    boolean simulated,
    LocalDate today,
    Optional<Point<Passages>> soFar,
    Optional<Point<Passages>> latest,
    Optional<Instant> lastSeen,
    int devices,
    int online) {

  /** In minus out since midnight, never below zero. An estimate: missed crossings add up. */
  public Optional<Long> inside() {
    return soFar.map(p -> Math.max(0, p.values().in() - p.values().out()));
  }

  /** When the latest window ended. */
  public Optional<Instant> freshTo() {
    return latest.map(p -> p.slot().end().toInstant());
  }
}
