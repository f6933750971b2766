package io.headcount.collector.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * SQLite: one connection writes, each commit is on the disk when it returns; others read what was
 * committed. Thread-safe.
 */
record SqliteDialect(HikariDataSource writers, HikariDataSource readers, ReentrantLock rolling)
    implements Dialect {
  private static final Duration BUSY = Duration.ofSeconds(10);
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final int READERS = 4;
  private static final String UNPACK = "org.sqlite.tmpdir";
  private static final Set<Integer> AWAY =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY.code,
          SQLiteErrorCode.SQLITE_LOCKED.code,
          SQLiteErrorCode.SQLITE_FULL.code,
          SQLiteErrorCode.SQLITE_IOERR.code,
          SQLiteErrorCode.SQLITE_CANTOPEN.code,
          SQLiteErrorCode.SQLITE_READONLY.code,
          SQLiteErrorCode.SQLITE_NOMEM.code);

  static SqliteDialect open(Storage.Sqlite storage) {
    unpackBeside(storage.file());
    HikariDataSource writers = pool(storage.file(), "writer", 1, false);
    try {
      return new SqliteDialect(
          writers, pool(storage.file(), "reader", READERS, true), new ReentrantLock());
    } catch (RuntimeException e) {
      writers.close();
      throw e;
    }
  }

  private static HikariDataSource pool(Path file, String name, int size, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY.toMillis());
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(
        readOnly ? SQLiteConfig.TransactionMode.DEFERRED : SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, "0"); // a stray write would get through
    config.setPragma(SQLiteConfig.Pragma.CACHE_SIZE, "-65536");
    config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, "67108864");
    SQLiteDataSource source = new SqliteSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(source);
    pool.setPoolName("history-" + name);
    pool.setMaximumPoolSize(size);
    pool.setConnectionTimeout(WAIT.toMillis());
    pool.setMaxLifetime(0); // a file does not go away
    pool.setConnectionInitSql(
        readOnly ? "PRAGMA query_only = ON" : "PRAGMA wal_autocheckpoint = 4000");
    return new HikariDataSource(pool);
  }

  /** The driver unpacks its library; /tmp is often mounted so that nothing in it may run. */
  private static void unpackBeside(Path file) {
    Path folder = file.toAbsolutePath().resolveSibling("native");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new HistoryException(
          "folder %s cannot be made (%s): make it writable by the collector's user"
              .formatted(folder, e),
          false,
          e);
    }
    if (System.getProperty(UNPACK) == null) {
      System.setProperty(UNPACK, folder.toString());
    }
  }

  @Override
  public Map<String, String> placeholders() {
    return Map.of(
        "identity", "INTEGER PRIMARY KEY",
        "bytes", "BLOB",
        "clustered", "WITHOUT ROWID",
        "by_month", "WITHOUT ROWID");
  }

  @Override
  public String forUpdate() {
    return ""; // whoever writes is alone
  }

  @Override
  public String skipLocked() {
    return "";
  }

  @Override
  public Set<Long> withoutRoom(Collection<Long> starts) {
    return Set.of(); // one table holds all months
  }

  @Override
  public void makeRoom(Connection connection, Set<Long> starts) {
    // never asked for
  }

  @Override
  public boolean roomIsGone(SQLException e) {
    return false;
  }

  @Override
  public void insertMinutes(Connection connection, Collection<MinuteRow> rows) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO minute VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (MinuteRow row : rows) {
        insert.setInt(1, row.device().tenant());
        insert.setInt(2, row.device().store());
        insert.setLong(3, row.start());
        insert.setInt(4, row.camera());
        insert.setInt(5, row.item().window().part());
        insert.setLong(6, row.recorded());
        insert.setInt(7, row.item().minutes());
        insert.setInt(8, row.epoch());
        insert.setLong(9, row.seq());
        insert.setInt(10, row.device().device());
        insert.setDouble(11, row.item().window().coverage());
        insert.setLong(12, row.received());
        insert.setLong(13, row.item().text().hash());
        insert.setString(14, row.item().text().row().body());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Override
  public int dropMonths(Connection connection, long startedBefore, long receivedBefore) {
    return 0;
  }

  @Override
  public boolean claimStore(Connection connection, int store) {
    return true;
  }

  @Override
  public <T> T alone(Supplier<T> work) {
    rolling.lock();
    try {
      return work.get();
    } finally {
      rolling.unlock();
    }
  }

  @Override
  public boolean readsApart() {
    return true;
  }

  @Override
  public boolean away(SQLException e) {
    return AWAY.contains(e.getErrorCode() & 0xff) || e instanceof java.sql.SQLTransientException;
  }
}
