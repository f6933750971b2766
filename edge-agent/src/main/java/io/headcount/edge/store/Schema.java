package io.headcount.edge.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, as steps forward from one version to the next. Stateless. */
final class Schema {
  /**
   * Step n leads from version n to n + 1 and never changes once released. Times are milliseconds
   * since 1970. {@code seq} is dense: a stream's next number is kept apart from its rows, so that
   * deleting rows never frees a number.
   */
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              "CREATE TABLE identity (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL)",
              "INSERT INTO identity VALUES (1, lower(hex(randomblob(8))))",
              "CREATE TABLE stream (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID",
              "INSERT INTO stream VALUES ('windows', 1), ('crossings', 1), ('visits', 1)",
              """
              CREATE TABLE configuration (
                revision TEXT PRIMARY KEY, text TEXT NOT NULL, applied_at INTEGER NOT NULL)""",
              """
              CREATE TABLE snapshot (
                one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL,
                revision TEXT NOT NULL, state TEXT NOT NULL)""",
              """
              CREATE TABLE windows (
                seq INTEGER PRIMARY KEY, camera TEXT NOT NULL, start INTEGER NOT NULL,
                part INTEGER NOT NULL, payload TEXT NOT NULL, UNIQUE (camera, start, part))""",
              "CREATE INDEX windows_start ON windows (start)",
              """
              CREATE TABLE crossings (
                seq INTEGER PRIMARY KEY, camera TEXT NOT NULL, line TEXT NOT NULL,
                direction TEXT NOT NULL, track INTEGER NOT NULL, at INTEGER NOT NULL,
                payload TEXT NOT NULL)""",
              "CREATE INDEX crossings_at ON crossings (at)",
              """
              CREATE TABLE visits (
                seq INTEGER PRIMARY KEY, camera TEXT NOT NULL, zone TEXT NOT NULL,
                track INTEGER NOT NULL, enter INTEGER NOT NULL, leave INTEGER NOT NULL,
                payload TEXT NOT NULL)""",
              "CREATE INDEX visits_leave ON visits (leave)"),
          // what a collector is to get: in windows a kind, and rows without a camera
          List.of(
              "ALTER TABLE stream ADD COLUMN acked INTEGER NOT NULL DEFAULT 0",
              "DROP INDEX windows_start",
              "ALTER TABLE windows RENAME TO windows_before",
              """
              CREATE TABLE windows (
                seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, camera TEXT, start INTEGER,
                part INTEGER, payload TEXT NOT NULL, UNIQUE (camera, start, part),
                CHECK (kind IN ('window', 'coarse', 'clock')),
                CHECK ((kind = 'clock') = (camera IS NULL)),
                CHECK ((camera IS NULL) = (start IS NULL) AND (start IS NULL) = (part IS NULL)))""",
              """
              INSERT INTO windows
              SELECT seq, 'window', camera, start, part, payload FROM windows_before""",
              "DROP TABLE windows_before",
              "CREATE INDEX windows_start ON windows (kind, start)",
              """
              CREATE TABLE offered (
                from_seq INTEGER PRIMARY KEY, to_seq INTEGER NOT NULL)""",
              """
              CREATE TABLE tombstone (
                stream TEXT NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL,
                reason TEXT NOT NULL, PRIMARY KEY (stream, from_seq)) WITHOUT ROWID""",
              """
              CREATE TABLE segment (
                number INTEGER PRIMARY KEY, from_seq INTEGER NOT NULL, settled INTEGER NOT NULL,
                boot TEXT NOT NULL, uptime INTEGER NOT NULL, steady INTEGER NOT NULL,
                told INTEGER, measured INTEGER NOT NULL)""",
              "CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
              """
              INSERT INTO counter VALUES
                ('births', 0), ('commands', 0), ('configurations', 0), ('coarsened', 0),
                ('evicted', 0)""",
              "CREATE TABLE discovery (topic TEXT PRIMARY KEY) WITHOUT ROWID"));

  static final int VERSION = STEPS.size();

  private Schema() {}

  static int version(Connection db) throws SQLException {
    try (Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Goes through the missing steps, each in its own transaction. */
  static void bringUpToDate(Connection db) throws SQLException {
    for (int version = version(db); version < VERSION; version++) {
      try (Transaction transaction = Transaction.begin(db);
          Statement statement = db.createStatement()) {
        for (String sql : STEPS.get(version)) {
          statement.execute(sql);
        }
        statement.execute("PRAGMA user_version = " + (version + 1));
        transaction.commit();
      }
    }
  }
}
