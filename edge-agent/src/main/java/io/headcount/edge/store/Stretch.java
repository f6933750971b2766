package io.headcount.edge.store;

import io.headcount.contract.Entry;
import io.headcount.contract.StreamName;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads consecutive numbers of a stream, row by row and no more than a batch may take. Confined to
 * its connection's thread; used once.
 */
final class Stretch {
  /** JSON around a batch's entries, and around an entry's body; both are less. */
  private static final int AROUND_BATCH = 192;

  private static final int AROUND_ENTRY = 80;

  private final Database db;
  private final StreamName stream;
  private final long to;
  private final int maxBytes;
  private final List<Entry> entries = new ArrayList<>(); // no more than maxBytes allow
  private long next;
  private long bytes = AROUND_BATCH;

  Stretch(Database db, StreamName stream, long from, long to, int maxBytes) {
    this.db = db;
    this.stream = stream;
    this.next = from;
    this.to = to;
    this.maxBytes = maxBytes;
  }

  /** One entry at least. */
  List<Entry> read() throws SQLException {
    String kind = stream == StreamName.WINDOWS ? "kind" : "'" + kind().text() + "'";
    try (PreparedStatement query =
            db.prepare(
                "SELECT seq, %s, payload FROM %s WHERE seq BETWEEN ? AND ? ORDER BY seq"
                    .formatted(kind, stream.text()),
                next,
                to);
        ResultSet row = query.executeQuery()) {
      boolean room = true;
      while (room && row.next()) {
        long seq = row.getLong(1);
        room = nothingUpTo(seq - 1) && add(entry(seq, row));
      }
      if (room) {
        nothingUpTo(to);
      }
    }
    return entries;
  }

  private static Entry entry(long seq, ResultSet row) throws SQLException {
    Entry.Kind kind = Entry.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT));
    return new Entry.Row(seq, kind, row.getString(3));
  }

  /** What the rows of this stream are; windows say it themselves. */
  private Entry.Kind kind() {
    return switch (stream) {
      case WINDOWS -> Entry.Kind.WINDOW;
      case CROSSINGS -> Entry.Kind.CROSSING;
      case VISITS -> Entry.Kind.VISIT;
    };
  }

  /** Accounts for numbers without a row. False when there was no room for all of it. */
  private boolean nothingUpTo(long last) throws SQLException {
    if (next > last) {
      return true;
    }
    try (PreparedStatement query =
            db.prepare(
                """
                SELECT from_seq, to_seq, reason FROM tombstone
                WHERE stream = ?1 AND from_seq <= ?3 AND from_seq >= coalesce((
                  SELECT max(from_seq) FROM tombstone WHERE stream = ?1 AND from_seq <= ?2), 0)
                ORDER BY from_seq""",
                stream.text(),
                next,
                last);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Entry.Tombstone range = Tombstones.read(row);
        if (range.to() >= next
            && !(forgottenUpTo(range.from() - 1)
                && add(new Entry.Tombstone(next, Math.min(last, range.to()), range.reason())))) {
          return false;
        }
      }
    }
    return forgottenUpTo(last);
  }

  /** Numbers of which nothing is known were deleted in their time. */
  private boolean forgottenUpTo(long last) {
    return next > last || add(new Entry.Tombstone(next, last, Entry.Reason.EXPIRED));
  }

  private boolean add(Entry entry) {
    int body =
        entry instanceof Entry.Row row ? row.body().getBytes(StandardCharsets.UTF_8).length : 0;
    bytes += AROUND_ENTRY + body;
    if (!entries.isEmpty() && bytes > maxBytes) {
      return false;
    }
    entries.add(entry);
    next = entry.to() + 1;
    return true;
  }
}
