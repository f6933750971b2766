package io.headcount.edge.store;

import java.time.Duration;
import java.time.Instant;

/**
 * The box's clock beside the collector's, in this run of the machine. Immutable.
 *
 * @param uptimeMillis the machine's uptime when it was measured
 * @param steady the box's clock at that moment
 * @param offset what is to be added to it to get the true time
 */
public record ClockMeasurement(long uptimeMillis, Instant steady, Duration offset) {
  /** The true time at which the machine was started. */
  Instant booted() {
    return steady.plus(offset).minusMillis(uptimeMillis);
  }
}
