package io.headcount.collector.history;

import java.nio.file.Path;

/** Where the history is kept. */
public sealed interface Storage {
  /** One file, written by one program on a local disk. Immutable. */
  record Sqlite(Path file) implements Storage {
    @Override
    public String toString() {
      return "database " + file;
    }
  }

  /**
   * A database of a PostgreSQL server, which several collectors may share. Immutable.
   *
   * @param url such as {@code jdbc:postgresql://db.example.org:5432/headcount}
   * @param connections how many at a time; at least 2
   */
  record PostgreSql(String url, String user, String password, int connections) implements Storage {
    public PostgreSql {
      if (!url.startsWith("jdbc:postgresql:")) {
        throw new IllegalArgumentException(
            "'%s' is no database: write jdbc:postgresql://HOST:PORT/NAME".formatted(url));
      }
      if (connections < 2) {
        throw new IllegalArgumentException(connections + " connections are too few: allow 2");
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "database " + url.replaceFirst("\\?.*", "") + " as " + user;
    }
  }
}
