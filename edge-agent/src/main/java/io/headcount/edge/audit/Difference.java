package io.headcount.edge.audit;

import io.headcount.analytics.line.Direction;

/**
 * One crossing that only the person or only the machine has. Immutable.
 *
 * @param key names it in the marks file
 * @param frame the picture of the moment, from 1
 * @param mark id of the person's mark; 0 of an invention
 * @param track the machine's number of who was counted; 0 of a miss
 */
record Difference(
    String key, Kind kind, String line, Direction direction, long frame, int mark, long track) {
  /** Who is alone with it. */
  enum Kind {
    /** The person saw it, the machine did not count it. */
    MISSED,
    /** The machine counted it, the person saw none. */
    INVENTED
  }

  static Difference missed(Mark mark) {
    return new Difference(
        "mark:" + mark.id(),
        Kind.MISSED,
        mark.line(),
        mark.direction(),
        mark.frame(),
        mark.id(),
        0);
  }

  static Difference invented(Counted counted) {
    return new Difference(
        counted.key(),
        Kind.INVENTED,
        counted.line(),
        counted.direction(),
        counted.frame(),
        0,
        counted.track());
  }
}
