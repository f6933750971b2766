package io.headcount.collector.query;

/**
 * What happened in zones. Immutable.
 *
 * @param visits that ended
 * @param passBys stays too short to be visits
 * @param dwellMillis of the visits, together; the mean is this over {@code visits}
 * @param personMillis people times observed time; the mean occupancy is this over {@code
 *     observedMillis}
 * @param observedMillis observed time of all zones that the number is of
 * @param peak most people at a time in one zone
 */
public record Stays(
    long visits, long passBys, long dwellMillis, long personMillis, long observedMillis, int peak) {
  Stays plus(Stays other) {
    return new Stays(
        visits + other.visits,
        passBys + other.passBys,
        dwellMillis + other.dwellMillis,
        personMillis + other.personMillis,
        observedMillis + other.observedMillis,
        Math.max(peak, other.peak));
  }
}
