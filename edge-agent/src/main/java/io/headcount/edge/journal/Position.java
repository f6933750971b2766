package io.headcount.edge.journal;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;

/**
 * Arithmetic of positions: the queue's index, which is the file's cycle (hours since 1970) in the
 * upper 32 bits and the entry's number in its file in the lower.
 *
 * <p>Hourly files: at 1 to 20 frames a second and camera one takes 1 to 20 MB, which is a fine
 * enough step to delete by, and four weeks are some 700 files.
 */
final class Position {
  static final RollCycle ROLL = RollCycles.FAST_HOURLY;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern(ROLL.format(), Locale.ROOT);

  private static final String SUFFIX = ".cq4";

  private Position() {}

  static int cycle(long position) {
    return (int) (position >> 32);
  }

  static long first(int cycle) {
    return (long) cycle << 32;
  }

  static long before(int cycle) {
    return first(cycle) - 1;
  }

  static int cycleAt(long epochMillis) {
    return (int) (epochMillis / ROLL.lengthInMillis());
  }

  static long startOf(int cycle) {
    return (long) cycle * ROLL.lengthInMillis();
  }

  /** The cycle that a file's name stands for; absent for other files. */
  static Optional<Integer> ofFile(String name) {
    if (!name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    try {
      String stem = name.substring(0, name.length() - SUFFIX.length());
      LocalDateTime start = LocalDateTime.parse(stem, NAME);
      return Optional.of(cycleAt(start.toInstant(ZoneOffset.UTC).toEpochMilli()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
