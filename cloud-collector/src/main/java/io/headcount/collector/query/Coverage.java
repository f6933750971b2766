package io.headcount.collector.query;

/**
 * How much of the time was really observed. Immutable. A camera is expected from its first day
 * until a week after its last, and never after now.
 *
 * @param observedMillis of all cameras that the number is of
 * @param expectedMillis the same, had none of them missed anything
 * @param cameras how many were expected
 */
public record Coverage(long observedMillis, long expectedMillis, int cameras) {
  Coverage plus(Coverage other) {
    return new Coverage(
        observedMillis + other.observedMillis,
        expectedMillis + other.expectedMillis,
        cameras + other.cameras);
  }

  /** From 0 to 1; 0 when nothing was expected. */
  public double share() {
    return expectedMillis == 0 ? 0 : Math.min(1, (double) observedMillis / expectedMillis);
  }
}
