package io.headcount.edge.audit;

import io.headcount.analytics.line.Direction;
import java.util.Locale;

/**
 * A crossing that the machine counted. Immutable.
 *
 * @param line id of the line
 * @param direction as the line defines it
 * @param track who, by the machine's number
 * @param frame the first picture in which the line was passed, from 1
 */
record Counted(String line, Direction direction, long track, long frame) {
  /** Names it among the crossings of a run; another run with the same settings gives the same. */
  String key() {
    return "counted:%s:%s:%d:%d"
        .formatted(line, direction.name().toLowerCase(Locale.ROOT), frame, track);
  }
}
