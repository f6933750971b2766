package io.headcount.edge.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which numbers of the windows stream were handed out for sending, as ranges that never touch.
 * Confined to its connection's thread; each call is part of a transaction.
 *
 * <p>Only windows are remembered: nothing else is ever put together.
 */
final class Offered {
  /** Beyond it the two oldest become one: what lies between counts as offered, which is safe. */
  static final int MOST = 512;

  private final Database db;

  Offered(Database db) {
    this.db = db;
  }

  /** Adds a range; writes nothing when it is there already. */
  void add(long from, long to) throws SQLException {
    long low = from;
    long high = to;
    List<Long> swallowed = new ArrayList<>();
    try (PreparedStatement query =
            db.prepare(
                "SELECT from_seq, to_seq FROM offered WHERE from_seq <= ? ORDER BY from_seq DESC",
                to + 1);
        ResultSet row = query.executeQuery()) {
      while (row.next() && row.getLong(2) >= from - 1) {
        if (row.getLong(1) <= from && row.getLong(2) >= to) {
          return;
        }
        swallowed.add(row.getLong(1));
        low = Math.min(low, row.getLong(1));
        high = Math.max(high, row.getLong(2));
      }
    }
    for (long gone : swallowed) {
      db.execute("DELETE FROM offered WHERE from_seq = ?", gone);
    }
    db.execute("INSERT INTO offered VALUES (?, ?)", low, high);
    if (db.number("SELECT count(*) FROM offered").orElse(0) > MOST) {
      joinOldest();
    }
  }

  private void joinOldest() throws SQLException {
    List<long[]> oldest =
        db.list(
            "SELECT from_seq, to_seq FROM offered ORDER BY from_seq LIMIT 2",
            row -> new long[] {row.getLong(1), row.getLong(2)});
    db.execute("DELETE FROM offered WHERE from_seq = ?", oldest.get(1)[0]);
    db.execute(
        "UPDATE offered SET to_seq = ? WHERE from_seq = ?", oldest.get(1)[1], oldest.get(0)[0]);
  }

  /** Forgets ranges that end before a number: nothing is held there any more. */
  void forgetBefore(long seq) throws SQLException {
    db.execute("DELETE FROM offered WHERE to_seq < ?", seq);
  }
}
