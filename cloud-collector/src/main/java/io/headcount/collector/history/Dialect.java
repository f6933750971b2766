package io.headcount.collector.history;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** Where SQLite and PostgreSQL differ. */
sealed interface Dialect permits SqliteDialect, PostgresDialect {
  /** What the migrations leave open. */
  Map<String, String> placeholders();

  /** Connections that may write. */
  HikariDataSource writers();

  /** Connections that only read; may be the same. */
  HikariDataSource readers();

  /** Follows a query for rows that nobody else may change before the commit. */
  String forUpdate();

  /** Follows a query for rows that nobody else works on. */
  String skipLocked();

  /** Makes room for minutes that start in these months, before the transaction that needs it. */
  void makeRoom(Connection connection, Collection<Long> starts) throws SQLException;

  /** Drops what holds only minutes from before both moments. @return how many tables */
  int dropMonths(Connection connection, long startedBefore, long receivedBefore)
      throws SQLException;

  /** Keeps others from rolling up this store until the commit; false when another does it. */
  boolean claimStore(Connection connection, int store) throws SQLException;

  /** Whether a failed call may succeed later, when the database is there again. */
  boolean away(SQLException e);
}
