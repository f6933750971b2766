package io.headcount.edge.store;

import io.headcount.contract.Entry;
import io.headcount.contract.StreamName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which numbers hold nothing any more and why, as ranges; neighbours of the same reason are one.
 * Confined to its connection's thread; each call is part of a transaction.
 *
 * <p>Bounded by the rows: between two rows there is one range a reason, and what lies before the
 * oldest row is forgotten once it is acknowledged.
 */
final class Tombstones {
  private final Database db;

  Tombstones(Database db) {
    this.db = db;
  }

  /** Says why these numbers hold nothing; this is then the only reason. */
  void put(StreamName stream, long from, long to, Entry.Reason reason) throws SQLException {
    long low = from;
    long high = to;
    List<Entry.Tombstone> kept = new ArrayList<>();
    for (Entry.Tombstone old : touching(stream, from, to)) {
      db.execute(
          "DELETE FROM tombstone WHERE stream = ? AND from_seq = ?", stream.text(), old.from());
      if (old.reason() == reason) {
        low = Math.min(low, old.from());
        high = Math.max(high, old.to());
      } else {
        if (old.from() < from) {
          kept.add(new Entry.Tombstone(old.from(), from - 1, old.reason()));
        }
        if (old.to() > to) {
          kept.add(new Entry.Tombstone(to + 1, old.to(), old.reason()));
        }
      }
    }
    kept.add(new Entry.Tombstone(low, high, reason));
    for (Entry.Tombstone range : kept) {
      db.execute(
          "INSERT INTO tombstone VALUES (?, ?, ?, ?)",
          stream.text(),
          range.from(),
          range.to(),
          range.reason().text());
    }
  }

  /** {@link #put} for ascending numbers, a call for each stretch. */
  void put(StreamName stream, List<Long> ascending, Entry.Reason reason) throws SQLException {
    int begin = 0;
    for (int i = 1; i <= ascending.size(); i++) {
      if (i == ascending.size() || ascending.get(i) != ascending.get(i - 1) + 1) {
        put(stream, ascending.get(begin), ascending.get(i - 1), reason);
        begin = i;
      }
    }
  }

  private List<Entry.Tombstone> touching(StreamName stream, long from, long to)
      throws SQLException {
    List<Entry.Tombstone> touching = new ArrayList<>();
    try (PreparedStatement query =
            db.prepare(
                "SELECT from_seq, to_seq, reason FROM tombstone"
                    + " WHERE stream = ? AND from_seq <= ? ORDER BY from_seq DESC",
                stream.text(),
                to + 1);
        ResultSet row = query.executeQuery()) {
      while (row.next() && row.getLong(2) >= from - 1) {
        touching.add(read(row));
      }
    }
    return touching;
  }

  /** Makes a range of a row of from_seq, to_seq and reason. */
  static Entry.Tombstone read(ResultSet row) throws SQLException {
    return new Entry.Tombstone(
        row.getLong(1),
        row.getLong(2),
        Entry.Reason.valueOf(row.getString(3).toUpperCase(Locale.ROOT)));
  }

  /** Forgets ranges that end before a number. */
  void forgetBefore(StreamName stream, long seq) throws SQLException {
    db.execute("DELETE FROM tombstone WHERE stream = ? AND to_seq < ?", stream.text(), seq);
  }
}
