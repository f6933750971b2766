package io.headcount.edge.store;

import io.headcount.contract.Batch;
import io.headcount.contract.Entry;
import io.headcount.contract.StreamName;
import io.headcount.delivery.sender.Outbox;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * What state.db holds for the collector. Confined to the sender's thread, with a connection of its
 * own beside the one that counting writes with.
 *
 * <p>All calls throw {@link StoreException}, retryable when the disk is full or the other writer
 * took too long.
 */
public final class SqliteOutbox implements Outbox, AutoCloseable {
  private final Database db;
  private final List<StreamName> streams;
  private final String epoch;
  private final Offered offered;

  private SqliteOutbox(Database db, List<StreamName> streams) {
    this.db = db;
    this.streams = streams;
    this.epoch = db.look(() -> db.text("SELECT epoch FROM identity").orElseThrow());
    this.offered = new Offered(db);
  }

  /**
   * Opens the outbox of a database that {@link StateDb} has opened before.
   *
   * @param streams those that are sent, windows first
   */
  public static SqliteOutbox open(Path file, List<StreamName> streams) {
    return new SqliteOutbox(Database.open(file), List.copyOf(streams));
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public List<StreamName> streams() {
    return streams;
  }

  @Override
  public Position position(StreamName stream) {
    return db.look(
        () ->
            db.list(
                    "SELECT coalesce((SELECT min(seq) FROM %s), next), next, acked FROM stream WHERE name = ?"
                        .formatted(stream.text()),
                    row -> new Position(row.getLong(1), row.getLong(2), row.getLong(3)),
                    stream.text())
                .getFirst());
  }

  private long next(StreamName stream) throws SQLException {
    return db.number("SELECT next FROM stream WHERE name = ?", stream.text()).orElseThrow();
  }

  private long acked(StreamName stream) throws SQLException {
    return db.number("SELECT acked FROM stream WHERE name = ?", stream.text()).orElseThrow();
  }

  @Override
  public Batch take(StreamName stream, long from, long to, int maxBytes) {
    return db.change(
        () -> {
          if (from < 1 || to < from || to >= next(stream)) {
            throw new IllegalArgumentException(
                "%s has no numbers %d to %d".formatted(stream.text(), from, to));
          }
          List<Entry> entries = new Stretch(db, stream, from, to, maxBytes).read();
          Batch batch = new Batch(epoch, stream, false, entries);
          if (stream == StreamName.WINDOWS) {
            offered.add(batch.from(), batch.to());
          }
          return batch;
        });
  }

  /** What the box never had cannot be acknowledged: a number above its last counts as its last. */
  @Override
  public void acked(StreamName stream, long upto) {
    db.write(
        () -> {
          long known = Math.clamp(upto, 0, next(stream) - 1);
          if (known == acked(stream)) {
            return;
          }
          db.execute("UPDATE stream SET acked = ? WHERE name = ?", known, stream.text());
          if (stream == StreamName.WINDOWS && known > 0) {
            offered.add(1, known); // should the collector lose it, it still was offered
          }
        });
  }

  @Override
  public void close() {
    db.close();
  }
}
