package io.headcount.edge.store;

import io.headcount.contract.CoarseWindow;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Entry;
import io.headcount.contract.JsonCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a database holds, for tests to look at. */
final class Held {
  private final JsonCodec codec = new JsonCodec();
  private final Database db;

  Held(Database db) {
    this.db = db;
  }

  CountWindow window(Entry.Row row) {
    return row.kind() == Entry.Kind.COARSE
        ? codec.read(row.body(), CoarseWindow.class).window()
        : codec.read(row.body(), CountWindow.class);
  }

  /** How many windows of which length are held. */
  Map<Integer, Integer> minutes() {
    Map<Integer, Integer> minutes = new HashMap<>();
    for (Entry.Row row : rows()) {
      int length =
          row.kind() == Entry.Kind.COARSE
              ? codec.read(row.body(), CoarseWindow.class).minutes()
              : 1;
      minutes.merge(length, 1, Integer::sum);
    }
    return minutes;
  }

  List<Entry.Row> rows() {
    return db.look(
        () ->
            db.list(
                "SELECT seq, kind, payload FROM windows WHERE kind <> 'clock' ORDER BY seq",
                row ->
                    new Entry.Row(
                        row.getLong(1),
                        row.getString(2).equals("coarse") ? Entry.Kind.COARSE : Entry.Kind.WINDOW,
                        row.getString(3))));
  }

  List<Entry.Tombstone> tombstones() {
    return db.look(
        () ->
            db.list(
                "SELECT from_seq, to_seq, reason FROM tombstone WHERE stream = 'windows'"
                    + " ORDER BY from_seq",
                Tombstones::read));
  }

  SortedSet<Long> seqs(String stream) {
    return new TreeSet<>(
        db.look(() -> db.list("SELECT seq FROM " + stream, row -> row.getLong(1))));
  }

  long counter(String name) {
    return db.look(() -> db.number("SELECT value FROM counter WHERE name = ?", name).orElseThrow());
  }

  long live() {
    return db.look(db::liveBytes);
  }
}
