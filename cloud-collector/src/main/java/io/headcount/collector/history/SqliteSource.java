package io.headcount.collector.history;

import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.jdbc4.JDBC4Connection;

/** Connections that can begin a transaction after one could not be begun. Thread-safe. */
final class SqliteSource extends SQLiteDataSource {
  private static final String PREFIX = "jdbc:sqlite:";

  private final Properties properties;

  SqliteSource(SQLiteConfig config) {
    super(config);
    this.properties = config.toProperties();
  }

  @Override
  public SQLiteConnection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    return new Beginning(getUrl(), properties);
  }

  /** Confined to one thread at a time, by the pool. */
  private static final class Beginning extends JDBC4Connection {
    Beginning(String url, Properties properties) throws SQLException {
      super(url, url.substring(PREFIX.length()), properties);
    }

    /**
     * While somebody else holds the file none can be begun. The driver then takes it for begun all
     * the same, and every statement from then on would be a transaction of its own.
     */
    @Override
    public void setAutoCommit(boolean on) throws SQLException {
      try {
        super.setAutoCommit(on);
      } catch (SQLException e) {
        getConnectionConfig().setAutoCommit(true);
        throw e;
      }
    }
  }
}
