package io.headcount.edge.store;

import io.headcount.contract.StreamName;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Deletes what has been kept for its time, then what there is no room for. Confined to the counting
 * thread. Works in small transactions, so that a full disk and the sender's writes stop it for as
 * little as possible; what is left is for the next call.
 */
final class Trimmer {
  /** Rows in one transaction: fewer after a failure, because a full disk may still take those. */
  private static final int CHUNK = 500;

  private static final int LEAST_CHUNK = 20;

  /** Clock fixes kept although acknowledged, for a collector that has to start anew: small rows. */
  private static final int CLOCK_FIXES = 1000;

  private final Database db;
  private final DiskBudget budget;
  private int chunk = CHUNK;

  Trimmer(Database db) {
    this.db = db;
    this.budget = new DiskBudget(db);
  }

  /**
   * Deletes what need not be kept.
   *
   * @param now on the clock that windows are stamped with
   * @param rows most rows to look at; an hour of windows stays whole and may go beyond it
   * @return rows looked at: fewer than {@code rows} when nothing is left to do
   */
  int trim(Keep keep, Instant now, int rows) {
    try {
      int done =
          switch (keep) {
            case Keep.ForItself itself -> old(itself, now, rows);
            case Keep.ForCollector collector -> {
              int aged = old(collector, now, rows);
              yield aged + budget.keep(collector, rows - aged, chunk);
            }
          };
      forget();
      chunk = CHUNK;
      return done;
    } catch (StoreException e) {
      chunk = Math.max(LEAST_CHUNK, chunk / 5);
      throw e;
    }
  }

  private int old(Keep.ForItself keep, Instant now, int rows) {
    int done = 0;
    for (StreamName stream : StreamName.values()) {
      done += old(stream, now.minus(keep.retention()), Long.MAX_VALUE, rows - done);
    }
    return done;
  }

  private int old(Keep.ForCollector keep, Instant now, int rows) {
    int done = 0;
    for (StreamName stream : StreamName.values()) {
      long upto = keep.sent().contains(stream) ? db.look(() -> acked(stream)) : Long.MAX_VALUE;
      done += old(stream, now.minus(keep.retention()), upto, rows - done);
    }
    return done;
  }

  /** Deletes what is older than a time and numbered up to {@code upto}. */
  private int old(StreamName stream, Instant before, long upto, int rows) {
    String aged =
        switch (stream) {
          case WINDOWS -> "kind IN ('window', 'coarse') AND start < ?";
          case CROSSINGS -> "at < ?";
          case VISITS -> "leave < ?";
        };
    // the plus keeps SQLite on the index of times
    String sql =
        "DELETE FROM %1$s WHERE seq IN (SELECT seq FROM %1$s WHERE %2$s AND +seq <= ? LIMIT ?)"
            .formatted(stream.text(), aged);
    int done = 0;
    int deleted = 1;
    while (deleted > 0 && done < rows) {
      int most = Math.min(chunk, rows - done);
      deleted = db.change(() -> db.execute(sql, before.toEpochMilli(), upto, most));
      done += deleted;
    }
    return done;
  }

  /** What is said of numbers that nobody can ask for any more. */
  private void forget() {
    db.write(
        () -> {
          for (StreamName stream : StreamName.values()) {
            long oldest =
                db.number(
                        "SELECT coalesce((SELECT min(seq) FROM %s), next) FROM stream WHERE name = ?"
                            .formatted(stream.text()),
                        stream.text())
                    .orElseThrow();
            new Tombstones(db).forgetBefore(stream, Math.min(oldest, acked(stream) + 1));
            if (stream == StreamName.WINDOWS) {
              new Offered(db).forgetBefore(oldest);
            }
          }
          db.execute(
              """
              DELETE FROM windows WHERE kind = 'clock' AND seq <= ? AND seq <= (
                SELECT seq FROM windows WHERE kind = 'clock' ORDER BY seq DESC LIMIT 1 OFFSET ?)""",
              acked(StreamName.WINDOWS),
              CLOCK_FIXES);
        });
  }

  private long acked(StreamName stream) throws SQLException {
    return db.number("SELECT acked FROM stream WHERE name = ?", stream.text()).orElseThrow();
  }
}
