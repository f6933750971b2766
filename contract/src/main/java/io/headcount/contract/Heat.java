package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Where in the picture people were, and for how long. Immutable. The picture is cut into cells of
 * equal size, numbered by row from the top left. Grids of one size add up over time.
 *
 * @param columns cells across, 1 to {@value #LONGEST}
 * @param rows cells down, 1 to {@value #LONGEST}
 * @param presence tenths of person-seconds, by cell
 * @param stationary those of them in which the person stood, by cell
 */
@JsonPropertyOrder({"columns", "rows", "presence", "stationary"})
public record Heat(int columns, int rows, Bins presence, Bins stationary) {
  /** Cells along a side at most; bounds the size of a message. */
  public static final int LONGEST = 32;

  public Heat {
    Check.between("columns", columns, 1, LONGEST);
    Check.between("rows", rows, 1, LONGEST);
    if (presence.last() >= columns * rows) {
      throw new IllegalArgumentException(
          "cell %d of a grid of %d x %d".formatted(presence.last(), columns, rows));
    }
    Bins all = presence;
    stationary.forEach(
        (cell, count) -> {
          if (count > all.count(cell)) {
            throw new IllegalArgumentException(
                "more stood in cell %d than were there".formatted(cell));
          }
        });
  }

  /** Both together, which are of the same size. */
  public Heat plus(Heat other) {
    if (other.columns != columns || other.rows != rows) {
      throw new IllegalArgumentException(
          "a grid of %d x %d and one of %d x %d"
              .formatted(columns, rows, other.columns, other.rows));
    }
    return new Heat(
        columns, rows, presence.plus(other.presence), stationary.plus(other.stationary));
  }
}
