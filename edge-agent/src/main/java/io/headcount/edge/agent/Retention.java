package io.headcount.edge.agent;

import io.headcount.edge.config.JournalConfig;
import io.headcount.edge.count.CountingLoop;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalException;
import io.headcount.edge.journal.SteadyClock;
import io.headcount.edge.store.Keep;
import io.headcount.edge.store.StateDb;
import io.headcount.edge.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps what the box holds within its bounds, after each commit and at most once a minute. Confined
 * to the counting thread, which is the database's writer. What cannot be deleted now is tried again
 * in a minute: counting never fails for it.
 */
final class Retention implements CountingLoop.Housekeeping {
  private static final Logger LOG = System.getLogger(Retention.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** Rows looked at in one go; what is left goes the next time. */
  private static final int ROWS = 5_000;

  /** Share of the budget the journal is cut back to, so that it does not stand at its limit. */
  private static final double CUT_TO = 0.8;

  private final Journal journal;
  private final StateDb database;
  private final SteadyClock clock;
  private final JournalConfig bounds;
  private final Keep keep;
  private Instant next = Instant.MIN;

  /** For a box whose counts nobody collects. */
  Retention(Journal journal, StateDb database, SteadyClock clock, JournalConfig bounds) {
    this(journal, database, clock, bounds, new Keep.ForItself(bounds.retention()));
  }

  /**
   * @param keep what may leave the database
   */
  Retention(Journal journal, StateDb database, SteadyClock clock, JournalConfig bounds, Keep keep) {
    this.journal = journal;
    this.database = database;
    this.clock = clock;
    this.bounds = bounds;
    this.keep = keep;
  }

  @Override
  public void committed(long position, Instant at) {
    if (at.isBefore(next)) {
      return;
    }
    next = at.plus(EVERY);
    try {
      database.trim(keep, at, ROWS);
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "the database was not cut back: {0}", e.getMessage());
    }
    try {
      clock.save();
      journal.deleteUpTo(
          position, Math.round(bounds.budget() * CUT_TO), at.minus(bounds.retention()));
    } catch (JournalException e) {
      LOG.log(Level.WARNING, "the journal was not cut back: {0}", e.getMessage());
    }
  }
}
