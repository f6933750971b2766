package io.headcount.collector.history;

import io.headcount.contract.ClockFix;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is known of the clock of one epoch. Confined to the transaction that uses it. */
final class ClockFixes {
  private final TreeMap<Long, ClockFix> fixes = new TreeMap<>(); // by their own numbers

  void add(long seq, ClockFix fix) {
    fixes.put(seq, fix);
  }

  boolean has(long seq, ClockFix fix) {
    return fix.equals(fixes.get(seq));
  }

  /** What must be added to the recorded time of the window with this number. */
  long shift(long seq) {
    for (Map.Entry<Long, ClockFix> fix : fixes.descendingMap().entrySet()) {
      if (speaksFor(fix.getValue(), seq)) {
        return fix.getValue().shiftMillis();
      }
    }
    return 0;
  }

  static boolean speaksFor(ClockFix fix, long seq) {
    return seq >= fix.fromSeq() && (fix.onward() || seq <= fix.toSeq());
  }

  /** All shifts that windows may have been stored with. */
  Set<Long> shifts() {
    Set<Long> shifts = new HashSet<>();
    shifts.add(0L);
    fixes.values().forEach(fix -> shifts.add(fix.shiftMillis()));
    return shifts;
  }
}
