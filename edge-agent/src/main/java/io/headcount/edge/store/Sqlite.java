package io.headcount.edge.store;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** How the database is opened and what its errors mean. Stateless. */
final class Sqlite {
  private static final int BUSY_MILLIS = 5000;
  private static final String UNPACK = "org.sqlite.tmpdir";

  /** Up to 3.51.2 two connections could damage a database by resetting its log at once. */
  private static final int[] OLDEST = {3, 51, 3};

  private static final Set<SQLiteErrorCode> DAMAGED =
      Set.of(
          SQLiteErrorCode.SQLITE_CORRUPT,
          SQLiteErrorCode.SQLITE_CORRUPT_INDEX,
          SQLiteErrorCode.SQLITE_CORRUPT_SEQUENCE,
          SQLiteErrorCode.SQLITE_CORRUPT_VTAB,
          SQLiteErrorCode.SQLITE_NOTADB);

  private Sqlite() {}

  /**
   * The writer's connection. Every commit is on the disk when it returns; the file is never mapped,
   * which would let a stray write through.
   */
  static Connection writer(Path file) throws SQLException {
    clearUnpacked(file);
    unpackBeside(file);
    return opened(
        "jdbc:sqlite:" + file,
        "PRAGMA busy_timeout = " + BUSY_MILLIS,
        "PRAGMA mmap_size = 0",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA wal_autocheckpoint = 500",
        "PRAGMA journal_size_limit = 8388608");
  }

  /** A connection that cannot write. */
  static Connection reader(Path file) throws SQLException {
    unpackBeside(file);
    return opened(
        "jdbc:sqlite:" + file.toAbsolutePath().toUri() + "?mode=ro",
        "PRAGMA busy_timeout = " + BUSY_MILLIS,
        "PRAGMA mmap_size = 0",
        "PRAGMA query_only = ON");
  }

  /** A database without a file, gone with the connection. */
  static Connection memory(Path besides) throws SQLException {
    unpackBeside(besides);
    return opened("jdbc:sqlite::memory:");
  }

  private static Connection opened(String url, String... pragmas) throws SQLException {
    Connection db = DriverManager.getConnection(url);
    try (Statement statement = db.createStatement()) {
      for (String pragma : pragmas) {
        statement.execute(pragma);
      }
    } catch (SQLException e) {
      db.close();
      throw e;
    }
    return db;
  }

  /** The driver unpacks its library; /tmp is often mounted so that nothing in it may run. */
  private static void unpackBeside(Path file) {
    if (System.getProperty(UNPACK) != null) {
      return;
    }
    Path folder = folder(file);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException(
          "folder %s cannot be made (%s): make it writable by the agent's user"
              .formatted(folder, e),
          false,
          e);
    }
    System.setProperty(UNPACK, folder.toString());
  }

  /**
   * Deletes the copies that killed processes left: the driver takes its own away only on an orderly
   * exit. One that is still in use elsewhere stays usable there.
   */
  private static void clearUnpacked(Path file) {
    Path folder = folder(file);
    if (System.getProperty(UNPACK) != null || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> copies = Files.list(folder)) {
      for (Path copy : copies.toList()) {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new StoreException(
          "folder %s cannot be cleared (%s): make it writable by the agent's user"
              .formatted(folder, e),
          false,
          e);
    }
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().resolveSibling("native");
  }

  /** Refuses to work with settings that could lose or damage data. */
  static void verify(Connection db) throws SQLException {
    String version = text(db, "SELECT sqlite_version()");
    requireSafe(version);
    String mode = text(db, "PRAGMA journal_mode");
    String synchronous = text(db, "PRAGMA synchronous");
    if (!mode.equals("wal") || !synchronous.equals("2")) {
      throw new StoreException(
          "database runs with journal_mode=%s and synchronous=%s, not wal and 2: put it on a local disk"
              .formatted(mode, synchronous));
    }
  }

  /** Refuses a version, such as {@code 3.51.2}, that is known to damage databases. */
  static void requireSafe(String version) {
    int[] given =
        Pattern.compile("\\.").splitAsStream(version).mapToInt(Integer::parseInt).toArray();
    if (Arrays.compare(given, OLDEST) < 0) {
      String oldest = Arrays.stream(OLDEST).mapToObj(Integer::toString).collect(joining("."));
      throw new StoreException(
          "SQLite %s can damage its database: use %s or later".formatted(version, oldest));
    }
  }

  static String text(Connection db, String sql) throws SQLException {
    try (Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  static boolean damaged(SQLException e) {
    return e instanceof SQLiteException sqlite && DAMAGED.contains(sqlite.getResultCode());
  }

  /** Whether there was no room on the disk. */
  static boolean full(SQLException e) {
    return code(e) == SQLiteErrorCode.SQLITE_FULL.code;
  }

  private static int code(SQLException e) {
    return e.getErrorCode() & 0xff; // the rest is detail
  }

  /** The exception to throw for what a call met. */
  static StoreException failure(Path file, SQLException e) {
    int code = code(e);
    boolean full = full(e);
    boolean busy = code == SQLiteErrorCode.SQLITE_BUSY.code;
    boolean disk = code == SQLiteErrorCode.SQLITE_IOERR.code;
    String cure =
        full ? "free some room" : disk ? "check the disk" : "restart, and report it if it stays";
    return new StoreException(
        "database %s: %s: %s".formatted(file, e.getMessage(), cure), full || busy || disk, e);
  }
}
