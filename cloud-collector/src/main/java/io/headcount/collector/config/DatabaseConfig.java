package io.headcount.collector.config;

import io.headcount.program.settings.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Where the history is kept. */
public sealed interface DatabaseConfig {
  /** A file of this collector alone. Immutable. */
  record Sqlite(Path file) implements DatabaseConfig {
    @Override
    public String toString() {
      return "SQLite in " + file;
    }
  }

  /**
   * A database on a server, which several collectors may share. Immutable.
   *
   * @param url as JDBC wants it, without user and password
   * @param pool connections at most
   */
  record PostgreSql(String url, String user, Optional<Secret> password, int pool)
      implements DatabaseConfig {
    public static final int DEFAULT_POOL = 8;

    /** Without what follows the database's name. */
    @Override
    public String toString() {
      return url.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "") + " as " + user;
    }
  }
}
