package io.headcount.collector.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** An SQLite database as a file. Stateless. */
final class SqliteFile {
  private SqliteFile() {}

  /** Copies a database that others go on writing to: what was committed when it began. */
  static void copy(Path from, Path to) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + from.toAbsolutePath());
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, to.toAbsolutePath().toString());
      vacuum.execute();
    }
  }

  /** Refuses a file that is damaged or no history. */
  static void requireHistory(Path file) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + file.toAbsolutePath().toUri() + "?mode=ro");
        Statement statement = connection.createStatement()) {
      for (String question :
          List.of("PRAGMA quick_check", "SELECT 'ok' FROM generation WHERE one = 1")) {
        try (ResultSet row = statement.executeQuery(question)) {
          if (!row.next() || !row.getString(1).equals("ok")) {
            throw new SQLException("it is damaged or empty");
          }
        }
      }
    }
  }

  /** Refuses a database that a program has open; its log goes into it. */
  static void requireUnused(Path file) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = DELETE"); // only whoever is alone may leave the log
    }
  }
}
