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
 * @param inside how many people are inside now; absent with {@code soFar}
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
    Optional<Inside> inside,
    Optional<Point<Passages>> latest,
    Optional<Instant> lastSeen,
    int devices,
    int online) {

  /** When the latest window ended. */
  public Optional<Instant> freshTo() {
    return latest.map(p -> p.slot().end().toInstant());
  }
}
