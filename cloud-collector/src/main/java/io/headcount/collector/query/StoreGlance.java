package io.headcount.collector.query;

import io.headcount.collector.history.Places.Place;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * What one wants to know of a store at a glance: now, today, this week. Immutable.
 *
 * @param until the full hour that today's numbers reach; a week ago is taken up to the same hour.
 *     Absent where today has none
 * @param day today up to that hour, and the same day a week ago; absent when one of them has
 *     nothing
 * @param weekSoFar from Monday on, today included; absent when nothing was observed
 * @param week from Monday up to that hour of today, and the same a week ago
 * @param hours who came in today, hour by hour of the store's clock from midnight; empty where
 *     nothing was observed, and as many as there are until the last of them
 * @param weekAgoHours the same of the whole day a week ago
 * @param missing how many stretches of numbers never came though later ones did
 * @param problems how many the store's boxes told of
 * @param problem the first of them
 * @param certificateEnds when the first certificate of the store's boxes ends; absent when they say
 *     nothing of any
 */
public record StoreGlance(
    StoreNow now,
    Place place,
    Optional<LocalTime> until,
    Optional<Against> day,
    Optional<Passages> weekSoFar,
    Optional<Against> week,
    List<Optional<Long>> hours,
    List<Optional<Long>> weekAgoHours,
    long missing,
    int problems,
    Optional<String> problem,
    Optional<Instant> certificateEnds) {
  public StoreGlance {
    hours = List.copyOf(hours);
    weekAgoHours = List.copyOf(weekAgoHours);
  }

  /** Two stretches of time of the same length, a week apart. Immutable. */
  public record Against(Passages now, Passages then) {}
}
