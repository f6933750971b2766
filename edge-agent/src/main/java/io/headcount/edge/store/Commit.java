package io.headcount.edge.store;

import io.headcount.contract.CountWindow;
import io.headcount.contract.LineCrossed;
import io.headcount.contract.ZoneVisited;
import java.util.List;

/**
 * What one stretch of the journal came to; stored whole or not at all. Immutable.
 *
 * @param windows closed in it, each once
 * @param crossings in the order they happened
 * @param visits that ended in it
 * @param snapshot the state after it, with the position that the next stretch begins after
 */
public record Commit(
    List<CountWindow> windows,
    List<LineCrossed> crossings,
    List<ZoneVisited> visits,
    Snapshot snapshot) {
  public Commit {
    windows = List.copyOf(windows);
    crossings = List.copyOf(crossings);
    visits = List.copyOf(visits);
  }
}
