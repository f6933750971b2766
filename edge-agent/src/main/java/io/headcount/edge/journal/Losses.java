package io.headcount.edge.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.TreeMap;

/** What was found lost, each stretch once however often it is read. Thread-safe. */
final class Losses {
  static final int KEPT = 100;

  private static final Logger LOG = System.getLogger(Losses.class.getName());

  /** By position; at most {@link #KEPT}, the oldest go first. */
  private final TreeMap<Long, Loss> losses = new TreeMap<>();

  private long entries;

  synchronized void add(Loss loss) {
    boolean forgotten = losses.size() == KEPT && loss.after() < losses.firstKey();
    if (forgotten || losses.containsKey(loss.after())) {
      return;
    }
    losses.put(loss.after(), loss);
    entries += loss.entries();
    if (losses.size() > KEPT) {
      losses.pollFirstEntry();
    }
    LOG.log(Level.WARNING, "journal lost {0} entries or more: {1}", loss.entries(), loss.what());
  }

  synchronized long entries() {
    return entries;
  }

  synchronized List<Loss> list() {
    return List.copyOf(losses.values());
  }
}
