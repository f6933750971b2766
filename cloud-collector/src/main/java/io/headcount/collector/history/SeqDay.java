package io.headcount.collector.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which numbers the windows recorded on one UTC day have, rounded outwards so that it seldom
 * changes. Immutable.
 */
record SeqDay(Devices.Key device, int epoch, int day, long from, long to) {
  private static final long DAY = 86_400_000;
  private static final long ROUND = 1024;

  /** An epoch's day. Immutable. */
  private record Key(int epoch, int day) {}

  static Collection<SeqDay> of(Collection<MinuteRow> rows) {
    Map<Key, SeqDay> days = new HashMap<>();
    for (MinuteRow row : rows) {
      int day = Math.toIntExact(Math.floorDiv(row.recorded(), DAY));
      long from = row.seq() / ROUND * ROUND;
      days.merge(
          new Key(row.epoch(), day),
          new SeqDay(row.device(), row.epoch(), day, from, from + ROUND - 1),
          SeqDay::and);
    }
    return days.values();
  }

  private SeqDay and(SeqDay other) {
    return new SeqDay(device, epoch, day, Math.min(from, other.from), Math.max(to, other.to));
  }
}
