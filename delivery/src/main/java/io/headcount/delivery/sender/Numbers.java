package io.headcount.delivery.sender;

import io.headcount.contract.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of numbers, as ascending ranges that do not touch. Immutable. */
record Numbers(List<Range> ranges) {
  static final Numbers NONE = new Numbers(List.of());
  static final long END = (1L << 53) - 1; // the last number that can be

  Numbers {
    ranges = List.copyOf(ranges);
  }

  /** This number and all above. */
  static Numbers from(long first) {
    return new Numbers(List.of(new Range(first, END)));
  }

  /** What is in any of these ranges, in whatever order they come and however they overlap. */
  static Numbers of(List<Range> any) {
    List<Range> merged = new ArrayList<>(any.size());
    for (Range range : any.stream().sorted(Comparator.comparingLong(Range::from)).toList()) {
      if (!merged.isEmpty() && range.from() - 1 <= merged.getLast().to()) {
        Range last = merged.removeLast();
        merged.add(new Range(last.from(), Math.max(last.to(), range.to())));
      } else {
        merged.add(range);
      }
    }
    return new Numbers(merged);
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Whether any number from one to another is in it. */
  boolean meets(long from, long to) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).to() < from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < ranges.size() && ranges.get(low).from() <= to;
  }

  /** Whether all of it is in the other. */
  boolean within(Numbers other) {
    int at = 0;
    for (Range range : ranges) {
      while (at < other.ranges.size() && other.ranges.get(at).to() < range.from()) {
        at++;
      }
      if (at == other.ranges.size()
          || other.ranges.get(at).from() > range.from()
          || other.ranges.get(at).to() < range.to()) {
        return false;
      }
    }
    return true;
  }

  Numbers plus(Range more) {
    List<Range> any = new ArrayList<>(ranges);
    any.add(more);
    return of(any);
  }

  Numbers minus(long from, long to) {
    if (!meets(from, to)) {
      return this;
    }
    List<Range> rest = new ArrayList<>(ranges.size() + 1);
    for (Range range : ranges) {
      if (range.to() < from || range.from() > to) {
        rest.add(range);
        continue;
      }
      if (range.from() < from) {
        rest.add(new Range(range.from(), from - 1));
      }
      if (range.to() > to) {
        rest.add(new Range(to + 1, range.to()));
      }
    }
    return new Numbers(rest);
  }

  /** The same, or a little more so that no more than so many ranges are needed. */
  Numbers inAtMost(int most) {
    if (ranges.size() <= most) {
      return this;
    }
    List<Range> few = new ArrayList<>(ranges.subList(0, most - 1));
    few.add(new Range(ranges.get(most - 1).from(), ranges.getLast().to()));
    return new Numbers(few);
  }

  /** How many there are below a bound. */
  long countBelow(long bound) {
    long count = 0;
    for (Range range : ranges) {
      if (range.from() >= bound) {
        break;
      }
      count += Math.min(range.to(), bound - 1) - range.from() + 1;
    }
    return count;
  }
}
