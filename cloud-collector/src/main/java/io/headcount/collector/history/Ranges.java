package io.headcount.collector.history;

import io.headcount.contract.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of numbers, kept as its unbroken ranges. Confined to the transaction that uses it. */
final class Ranges {
  private final TreeMap<Long, Long> ranges = new TreeMap<>(); // as many as there are gaps

  boolean contains(long number) {
    Map.Entry<Long, Long> at = ranges.floorEntry(number);
    return at != null && at.getValue() >= number;
  }

  /** Adds numbers; ranges that now touch become one. */
  void add(long from, long to) {
    long first = from;
    long last = to;
    Map.Entry<Long, Long> before = ranges.floorEntry(from);
    if (before != null && before.getValue() >= from - 1) {
      first = before.getKey();
      last = Math.max(last, before.getValue());
    }
    Map.Entry<Long, Long> next = ranges.ceilingEntry(first);
    while (next != null && next.getKey() <= last + 1) {
      last = Math.max(last, next.getValue());
      ranges.remove(next.getKey());
      next = ranges.ceilingEntry(first);
    }
    ranges.put(first, last);
  }

  /** The parts of a range that are not in here, ascending. */
  List<Range> missing(long from, long to) {
    List<Range> missing = new ArrayList<>();
    long next = from;
    Map.Entry<Long, Long> at = ranges.floorEntry(from);
    if (at != null) {
      next = Math.max(next, at.getValue() + 1);
    }
    for (Map.Entry<Long, Long> range : ranges.tailMap(from, false).entrySet()) {
      if (range.getKey() > to) {
        break;
      }
      if (range.getKey() > next) {
        missing.add(new Range(next, range.getKey() - 1));
      }
      next = range.getValue() + 1;
    }
    if (next <= to) {
      missing.add(new Range(next, to));
    }
    return missing;
  }

  /** The highest number; 0 when there is none. */
  long last() {
    return ranges.isEmpty() ? 0 : ranges.lastEntry().getValue();
  }

  /** First and last number of each range, ascending. */
  Map<Long, Long> toMap() {
    return new TreeMap<>(ranges);
  }
}
