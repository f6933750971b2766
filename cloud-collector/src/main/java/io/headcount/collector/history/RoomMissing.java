package io.headcount.collector.history;

import java.util.Set;

/** Windows of these times have no table yet: make it, then try again. */
final class RoomMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Set<Long> starts;

  RoomMissing(Set<Long> starts) {
    super("no table for " + starts.size() + " times");
    this.starts = Set.copyOf(starts);
  }

  Set<Long> starts() {
    return starts;
  }
}
