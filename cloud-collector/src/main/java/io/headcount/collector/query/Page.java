package io.headcount.collector.query;

import java.util.List;
import java.util.OptionalInt;

/**
 * A part of a list. Immutable.
 *
 * @param next where the next part begins; absent on the last one
 */
public record Page<T>(List<T> items, OptionalInt next) {
  /** Most items at a time. */
  public static final int MOST = 1000;

  public Page {
    items = List.copyOf(items);
  }

  /** Which part is asked for: how many items are left out before it, and how many it has. */
  public record Range(int offset, int limit) {
    public Range {
      if (offset < 0 || limit < 1 || limit > MOST) {
        throw new QueryException(
            QueryException.Kind.REFUSED,
            "no part of a list: %d items from %d on".formatted(limit, offset),
            "ask for 1 to %d items".formatted(MOST));
      }
    }
  }

  /** Cuts what was read, one item more than asked for where there is one. */
  public static <T> Page<T> of(List<T> read, Range range) {
    return read.size() > range.limit()
        ? new Page<>(read.subList(0, range.limit()), OptionalInt.of(range.offset() + range.limit()))
        : new Page<>(read, OptionalInt.empty());
  }
}
