package io.headcount.edge.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch in which the box's clock ran without a jump. Immutable.
 *
 * @param number counts the segments
 * @param fromSeq first window begun in it; not final before it is settled
 * @param settled whether such a window is there
 * @param boot which run of the machine
 * @param uptimeMillis the machine's uptime at its beginning
 * @param steady the box's clock at its beginning
 * @param told the shift that the collector was last told to use for what follows; absent when it
 *     was told nothing
 * @param measured whether its own shift was ever measured
 */
record ClockSegment(
    long number,
    long fromSeq,
    boolean settled,
    String boot,
    long uptimeMillis,
    Instant steady,
    Optional<Duration> told,
    boolean measured) {
  /** What the box's clock would have shown at the machine's start. */
  Instant booted() {
    return steady.minusMillis(uptimeMillis);
  }

  ClockSegment withMeasured(Duration shift) {
    return new ClockSegment(
        number, fromSeq, settled, boot, uptimeMillis, steady, Optional.of(shift), true);
  }

  ClockSegment withMeasured() {
    return new ClockSegment(number, fromSeq, settled, boot, uptimeMillis, steady, told, true);
  }
}
