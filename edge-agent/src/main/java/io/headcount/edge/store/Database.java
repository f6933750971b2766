package io.headcount.edge.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One writing connection to state.db. Confined to the thread that opened it; connections of other
 * threads take turns with it.
 */
final class Database implements AutoCloseable {
  private final Path file;
  private final Connection db;

  /** What goes into one transaction, or out of one look. */
  interface Work<T> {
    T run() throws SQLException;
  }

  /** What goes into one transaction and gives nothing back. */
  interface Step {
    void run() throws SQLException;
  }

  /** Makes something of one row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  Database(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /**
   * A further connection to a database that {@link StateDb} has opened.
   *
   * @throws StoreException when it cannot be used, or has not this program's schema
   */
  static Database open(Path file) {
    try {
      Connection db = Sqlite.writer(file);
      try {
        Sqlite.verify(db);
        if (Schema.version(db) != Schema.VERSION) {
          throw new StoreException(
              "database %s has schema %d, not %d: open it for counting first"
                  .formatted(file, Schema.version(db), Schema.VERSION));
        }
        return new Database(file, db);
      } catch (SQLException | RuntimeException e) {
        db.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Sqlite.failure(file, e);
    }
  }

  Connection connection() {
    return db;
  }

  /** Runs it in one transaction: all of it is stored, or nothing. */
  <T> T change(Work<T> work) {
    try (Transaction transaction = Transaction.begin(db)) {
      T result = work.run();
      transaction.commit();
      return result;
    } catch (SQLException e) {
      if (Sqlite.full(e)) {
        makeRoomInLog();
      }
      throw Sqlite.failure(file, e);
    }
  }

  /** {@link #change} of something that gives nothing back. */
  void write(Step step) {
    change(
        () -> {
          step.run();
          return true;
        });
  }

  /** Runs what only reads. */
  <T> T look(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw Sqlite.failure(file, e);
    }
  }

  /** Once the log is in the database its room is used again: then even a full disk takes more. */
  private void makeRoomInLog() {
    try (Statement statement = db.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      System.getLogger(Database.class.getName()).log(System.Logger.Level.DEBUG, "checkpoint", e);
    }
  }

  int execute(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = db.prepareStatement(sql)) {
      return StateDb.execute(statement, values);
    }
  }

  /** The first column of the first row; absent when there is no row, or it is NULL. */
  OptionalLong number(String sql, Object... values) throws SQLException {
    try (PreparedStatement query = prepare(sql, values);
        ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        return OptionalLong.empty();
      }
      long number = row.getLong(1);
      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }
  }

  Optional<String> text(String sql, Object... values) throws SQLException {
    return list(sql, row -> row.getString(1), values).stream().findFirst();
  }

  <T> List<T> list(String sql, RowReader<T> reader, Object... values) throws SQLException {
    try (PreparedStatement query = prepare(sql, values);
        ResultSet row = query.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    }
  }

  PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = db.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** Bytes of the pages that hold something; what was deleted is used again and does not count. */
  long liveBytes() throws SQLException {
    return (number("PRAGMA page_count").orElse(0) - number("PRAGMA freelist_count").orElse(0))
        * number("PRAGMA page_size").orElse(0);
  }

  @Override
  public void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw Sqlite.failure(file, e);
    }
  }
}
