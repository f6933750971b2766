package io.headcount.collector.history;

import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;

/** Connections and transactions of one database. Thread-safe. */
final class Database implements AutoCloseable {
  private static final String MIGRATIONS = "classpath:io/headcount/collector/history/migration";

  private final Storage storage;
  private final Dialect dialect;
  private final Jdbi writers;
  private final Jdbi readers;

  private Database(Storage storage, Dialect dialect) {
    this.storage = storage;
    this.dialect = dialect;
    this.writers = jdbi(Jdbi.create(dialect.writers()));
    this.readers = jdbi(Jdbi.create(dialect.readers()));
  }

  private static Jdbi jdbi(Jdbi jdbi) {
    jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(false);
    return jdbi;
  }

  /** Opens the database and brings its tables up to date. */
  static Database open(Storage storage) {
    Dialect dialect;
    try {
      dialect =
          switch (storage) {
            case Storage.Sqlite sqlite -> SqliteDialect.open(sqlite);
            case Storage.PostgreSql postgres -> PostgresDialect.open(postgres);
          };
    } catch (HikariPool.PoolInitializationException e) {
      throw unreachable(storage, e);
    }
    Database database = new Database(storage, dialect);
    try {
      Flyway.configure()
          .dataSource(dialect.writers())
          .locations(MIGRATIONS)
          .placeholders(dialect.placeholders())
          .load()
          .migrate();
      return database;
    } catch (FlywayException e) {
      database.close();
      throw new HistoryException(
          "%s cannot be brought up to date (%s): use this program's version or a later one"
              .formatted(storage, firstLine(e)),
          false,
          e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static HistoryException unreachable(Storage storage, RuntimeException e) {
    return new HistoryException(
        "%s cannot be opened (%s): check that it is there and may be used"
            .formatted(storage, firstLine(e)),
        true,
        e);
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }

  /** The product and its version, such as {@code PostgreSQL 17.5}. */
  String version() {
    return transact(
        connection ->
            connection.getMetaData().getDatabaseProductName()
                + " "
                + connection.getMetaData().getDatabaseProductVersion());
  }

  Storage storage() {
    return storage;
  }

  Dialect dialect() {
    return dialect;
  }

  /** A question, or several that see the same state. */
  @FunctionalInterface
  interface Work<T> {
    T on(Handle handle);
  }

  /** A question or change in plain JDBC. */
  @FunctionalInterface
  interface PlainWork<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Reads. */
  <T> T read(Work<T> work) {
    try {
      return readers.inTransaction(work::on);
    } catch (JdbiException e) {
      throw failure(e);
    }
  }

  /** Changes all of it or, when anything is thrown, nothing. */
  <T> T write(Work<T> work) {
    try {
      return writers.inTransaction(work::on);
    } catch (JdbiException e) {
      throw failure(e);
    }
  }

  /** {@link #write} without Jdbi, for what must be fast. */
  <T> T transact(PlainWork<T> work) {
    try (Connection connection = dialect.writers().getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Writes what was read. */
  @FunctionalInterface
  interface PlainWrite<R, T> {
    T on(Connection connection, R read) throws SQLException;
  }

  /**
   * Reads, then writes: in one transaction, or in two where a long one would keep others from
   * writing.
   */
  <R, T> T readThenWrite(PlainWork<R> read, PlainWrite<R, T> write) {
    if (!dialect.readsApart()) {
      return transact(connection -> write.on(connection, read.on(connection)));
    }
    R found;
    try (Connection connection = dialect.readers().getConnection()) {
      connection.setAutoCommit(false);
      found = read.on(connection);
      connection.rollback();
    } catch (SQLException e) {
      throw failure(e);
    }
    return transact(connection -> write.on(connection, found));
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e); // the connection is broken, which rolls back as well
    }
  }

  /** What a call met, said with place and cure. */
  HistoryException failure(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        boolean away = dialect.away(sql);
        return new HistoryException(
            "%s: %s: %s"
                .formatted(
                    storage,
                    firstLine(sql),
                    away ? "check that it is there and has room" : "report it if it stays"),
            away,
            e);
      }
    }
    return new HistoryException("%s: %s".formatted(storage, firstLine(e)), false, e);
  }

  @Override
  public void close() {
    dialect.readers().close();
    dialect.writers().close();
  }
}
