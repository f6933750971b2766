package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Optional;

/**
 * One zone in one minute. A visit belongs to the minute in which it ended. Immutable.
 *
 * @param id the zone's id on its camera
 * @param type what the zone is for, such as {@code queue}
 * @param visits visits that ended
 * @param passBys stays that ended too soon to be visits
 * @param dwellSeconds sum over the visits that ended
 * @param occupancyMean people present, weighted by time over the observed part of the minute
 * @param occupancyPeak most people present in one frame
 * @param dwell how long each of the visits was; absent where that was not measured
 * @param queue how waits ended, of a zone of type {@code queue}; absent of others, and where that
 *     was not measured
 */
@JsonPropertyOrder({
  "id",
  "type",
  "visits",
  "passBys",
  "dwellSeconds",
  "occupancyMean",
  "occupancyPeak",
  "dwell",
  "queue"
})
public record ZoneCount(
    String id,
    String type,
    long visits,
    long passBys,
    double dwellSeconds,
    double occupancyMean,
    int occupancyPeak,
    Optional<Sketch> dwell,
    Optional<QueueCount> queue) {
  public ZoneCount {
    Check.id("zone", id);
    Check.name("type", type);
    Check.notNegative("visits", visits);
    Check.notNegative("passBys", passBys);
    Check.notNegative("dwellSeconds", dwellSeconds);
    Check.notNegative("occupancyMean", occupancyMean);
    Check.notNegative("occupancyPeak", occupancyPeak);
    if (dwell.isPresent() && dwell.get().count() != visits) {
      throw new IllegalArgumentException(
          "dwell of %d visits, but %d visits".formatted(dwell.get().count(), visits));
    }
  }

  /** A zone of a box that measures neither each dwell nor waits. */
  public ZoneCount(
      String id,
      String type,
      long visits,
      long passBys,
      double dwellSeconds,
      double occupancyMean,
      int occupancyPeak) {
    this(
        id,
        type,
        visits,
        passBys,
        dwellSeconds,
        occupancyMean,
        occupancyPeak,
        Optional.empty(),
        Optional.empty());
  }
}
