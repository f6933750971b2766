package io.headcount.edge.store;

import io.headcount.contract.CountWindow;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.LineCrossed;
import io.headcount.contract.ZoneVisited;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The box's database: closed windows, crossings, visits, configurations, and the snapshot that says
 * up to which journal entry they go. Confined to the store thread; {@link StateReader} is for all
 * others.
 *
 * <p>Each row of a stream has a dense {@code seq}; together with the {@link #epoch} of this file it
 * names the row for ever.
 */
public final class StateDb implements AutoCloseable {
  private final Database db;
  private final Optional<String> damage;
  private final String epoch;
  private final Trimmer trimmer;
  private final JsonCodec codec = new JsonCodec();

  private StateDb(Database db, Optional<String> damage) {
    this.db = db;
    this.damage = damage;
    this.epoch = db.look(() -> db.text("SELECT epoch FROM identity").orElseThrow());
    this.trimmer = new Trimmer(db);
  }

  /**
   * Opens the database, which is made when missing. A damaged one is put into the folder {@code
   * quarantine} beside it and a new one is made; the caller then rebuilds it from the journal.
   *
   * @param clock names the quarantined file
   * @throws StoreException when it cannot be used, or comes from a newer version of the program
   */
  public static StateDb open(Path file, InstantSource clock) {
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      Optional<String> damage = new Quarantine(file, clock).moveIfDamaged();
      return open(file, damage);
    } catch (SQLException e) {
      throw Sqlite.failure(file, e);
    } catch (IOException e) {
      throw new StoreException(
          "database %s cannot be made (%s): make its folder writable by the agent's user"
              .formatted(file, e),
          false,
          e);
    }
  }

  /**
   * Loads SQLite's library and tells its version.
   *
   * @param folder where it may unpack the library
   * @throws StoreException when it does not load, or this version can damage databases
   */
  public static String sqliteVersion(Path folder) {
    Path file = folder.resolve("state.db");
    try (Connection db = Sqlite.memory(file)) {
      String version = Sqlite.text(db, "SELECT sqlite_version()");
      Sqlite.requireSafe(version);
      return version;
    } catch (SQLException e) {
      throw Sqlite.failure(file, e);
    }
  }

  private static StateDb open(Path file, Optional<String> damage) throws SQLException {
    Connection db = Sqlite.writer(file);
    try {
      Sqlite.verify(db);
      if (Schema.version(db) > Schema.VERSION) {
        throw new StoreException(
            "database %s has schema %d, this program knows %d: update the program"
                .formatted(file, Schema.version(db), Schema.VERSION));
      }
      Schema.bringUpToDate(db);
      return new StateDb(new Database(file, db), damage);
    } catch (SQLException | RuntimeException e) {
      db.close();
      throw e;
    }
  }

  /** What was lost with a damaged database that this one replaces; absent when all is well. */
  public Optional<String> damage() {
    return damage;
  }

  /** Random, made with this file: numbers of another file are never taken for this one's. */
  public String epoch() {
    return epoch;
  }

  /**
   * Stores all of it in one transaction. A window that is there already is left alone when it is
   * the same.
   *
   * @throws StoreException when a window is there with other numbers; retryable when the disk is
   *     full
   */
  public void commit(Commit commit) {
    db.write(
        () -> {
          windows(commit.windows());
          crossings(commit.crossings());
          visits(commit.visits());
          snapshot(commit.snapshot());
        });
  }

  private void windows(List<CountWindow> windows) throws SQLException {
    try (Stream stream = Stream.open(db.connection(), "windows");
        PreparedStatement present =
            db.prepare("SELECT payload FROM windows WHERE camera = ? AND start = ? AND part = ?");
        PreparedStatement insert =
            db.prepare("INSERT INTO windows VALUES (?, 'window', ?, ?, ?, ?)")) {
      for (CountWindow window : windows) {
        String payload = codec.write(window);
        Optional<String> stored =
            text(present, window.camera(), window.start().toEpochMilli(), window.part());
        if (stored.isEmpty()) {
          long seq = stream.next();
          execute(
              insert, seq, window.camera(), window.start().toEpochMilli(), window.part(), payload);
        } else if (!stored.get().equals(payload)) {
          throw new StoreException(
              "window %s of %s is stored with other numbers: rebuild the database from the journal"
                  .formatted(window.start(), window.camera()));
        }
      }
      stream.save();
    }
  }

  private void crossings(List<LineCrossed> crossings) throws SQLException {
    try (Stream stream = Stream.open(db.connection(), "crossings");
        PreparedStatement insert =
            db.prepare("INSERT INTO crossings VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (LineCrossed c : crossings) {
        execute(
            insert,
            stream.next(),
            c.camera(),
            c.line(),
            c.direction(),
            c.track(),
            c.at().toEpochMilli(),
            codec.write(c));
      }
      stream.save();
    }
  }

  private void visits(List<ZoneVisited> visits) throws SQLException {
    try (Stream stream = Stream.open(db.connection(), "visits");
        PreparedStatement insert = db.prepare("INSERT INTO visits VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (ZoneVisited v : visits) {
        execute(
            insert,
            stream.next(),
            v.camera(),
            v.zone(),
            v.track(),
            v.enter().toEpochMilli(),
            v.leave().toEpochMilli(),
            codec.write(v));
      }
      stream.save();
    }
  }

  private void snapshot(Snapshot snapshot) throws SQLException {
    db.execute(
        "INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?, ?)",
        snapshot.position(),
        snapshot.revision(),
        snapshot.state());
  }

  /** The last snapshot committed; absent in a fresh database. */
  public Optional<Snapshot> snapshot() {
    return db.look(
        () ->
            db
                .list(
                    "SELECT position, revision, state FROM snapshot",
                    row -> new Snapshot(row.getLong(1), row.getString(2), row.getString(3)))
                .stream()
                .findFirst());
  }

  /** Keeps the text of a configuration; its revision stands for this text for ever. */
  public void saveConfiguration(String revision, String text, Instant appliedAt) {
    if (configuration(revision).filter(stored -> !stored.equals(text)).isPresent()) {
      throw new StoreException(
          "configuration %s is stored with another text: give the new text its own revision"
              .formatted(revision));
    }
    db.write(
        () ->
            db.execute(
                "INSERT OR IGNORE INTO configuration VALUES (?, ?, ?)",
                revision,
                text,
                appliedAt.toEpochMilli()));
  }

  /** The text of the configuration of this revision. */
  public Optional<String> configuration(String revision) {
    return db.look(() -> db.text("SELECT text FROM configuration WHERE revision = ?", revision));
  }

  /**
   * Deletes what need not be kept, a little at a time.
   *
   * @param now on the clock that windows are stamped with
   * @param rows most rows to look at, which bounds how long this takes; the last step may go beyond
   *     it by an hour of windows
   * @return rows looked at; fewer than {@code rows} when nothing is left to do
   * @throws StoreException when it cannot be done now; what was done before that stays done
   */
  public int trim(Keep keep, Instant now, int rows) {
    return trimmer.trim(keep, now, rows);
  }

  static int execute(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement.executeUpdate();
  }

  static Optional<String> text(PreparedStatement query, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      query.setObject(i + 1, values[i]);
    }
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  @Override
  public void close() {
    db.close();
  }
}
