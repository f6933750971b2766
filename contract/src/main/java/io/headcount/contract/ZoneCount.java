package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

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
 */
@JsonPropertyOrder({
  "id",
  "type",
  "visits",
  "passBys",
  "dwellSeconds",
  "occupancyMean",
  "occupancyPeak"
})
public record ZoneCount(
    String id,
    String type,
    long visits,
    long passBys,
    double dwellSeconds,
    double occupancyMean,
    int occupancyPeak) {
  public ZoneCount {
    Check.id("zone", id);
    Check.name("type", type);
    Check.notNegative("visits", visits);
    Check.notNegative("passBys", passBys);
    Check.notNegative("dwellSeconds", dwellSeconds);
    Check.notNegative("occupancyMean", occupancyMean);
    Check.notNegative("occupancyPeak", occupancyPeak);
  }
}
