package io.headcount.analytics.heat;

/**
 * What one cell of a grid gathered. Immutable.
 *
 * @param cell its number in the {@link Grid}
 * @param presentNanos people times time
 * @param stillNanos the part of it in which they stood; never more
 */
public record CellTime(int cell, long presentNanos, long stillNanos) {
  public CellTime {
    if (cell < 0 || cell >= Grid.CELLS || stillNanos < 0 || stillNanos > presentNanos) {
      throw new IllegalArgumentException(
          "cell %d with %d ns, %d of them still".formatted(cell, presentNanos, stillNanos));
    }
  }
}
