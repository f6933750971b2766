package io.headcount.edge.audit;

import io.headcount.analytics.line.Direction;

/**
 * A crossing that the person saw. Immutable.
 *
 * @param id of its own for as long as the audit lasts, from 1
 * @param line id of the line
 * @param direction as the line defines it
 * @param frame number of the picture at which the person pressed the key, from 1
 * @param origin whether it was counted, or found when the counts were compared
 * @param withdrawn the person looked again and it was no crossing; it stays in the record
 */
record Mark(
    int id, String line, Direction direction, long frame, Origin origin, boolean withdrawn) {
  /** When a mark was made. */
  enum Origin {
    /** While the machine's count was hidden. */
    COUNTED,
    /** In the review: the person had overlooked it. */
    REVIEW
  }

  Mark {
    if (id < 1 || frame < 1 || line.isBlank()) {
      throw new IllegalArgumentException(
          "a mark needs an id and a frame from 1, and a line: id %d, frame %d, line '%s'"
              .formatted(id, frame, line));
    }
  }

  Mark withdrawn(boolean now) {
    return new Mark(id, line, direction, frame, origin, now);
  }
}
