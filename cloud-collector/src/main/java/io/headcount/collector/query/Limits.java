package io.headcount.collector.query;

/**
 * How much is told at a time. Immutable.
 *
 * @param points of an answer that is held in memory
 * @param rows of an answer that is passed on as it is read
 */
public record Limits(int points, int rows) {
  /** 50 000 points in memory, five million passed on. */
  public static final Limits USUAL = new Limits(50_000, 5_000_000);

  /** For points that are ten times as long as others. */
  Limits tenth() {
    return new Limits(Math.max(1, points / 10), Math.max(1, rows / 10));
  }
}
