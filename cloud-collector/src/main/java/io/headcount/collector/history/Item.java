package io.headcount.collector.history;

import io.headcount.contract.ClockFix;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Entry;
import io.headcount.contract.LineCrossed;
import io.headcount.contract.ZoneVisited;

/** One entry of a batch, understood. */
sealed interface Item {
  /** A record under its number, with the hash of its text. Immutable. */
  record Text(Entry.Row row, long hash) {
    long seq() {
      return row.seq();
    }
  }

  /** An item that is one record. */
  sealed interface Single extends Item {
    Text text();
  }

  /** Counts of one minute, or of several. Immutable. */
  record Window(Text text, CountWindow window, int minutes) implements Single {
    long recorded() {
      return window.start().toEpochMilli();
    }
  }

  /** What is known of the clock. Immutable. */
  record Fix(Text text, ClockFix fix) implements Single {}

  /** Somebody passed a line. Immutable. */
  record Crossing(Text text, LineCrossed crossing) implements Single {}

  /** Somebody was in a zone. Immutable. */
  record Visit(Text text, ZoneVisited visit) implements Single {}

  /** A record that is not what it is said to be. Immutable. */
  record Bad(Text text, String reason) implements Single {}

  /** Numbers that hold nothing. Immutable. */
  record Nothing(Entry.Tombstone tombstone) implements Item {}
}
