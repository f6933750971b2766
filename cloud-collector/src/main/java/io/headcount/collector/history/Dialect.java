package io.headcount.collector.history;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

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

  /** Those of these times that minutes have no table for yet. */
  Set<Long> withoutRoom(Collection<Long> starts);

  /** Makes tables for minutes of these times, before the transaction that needs them. */
  void makeRoom(Connection connection, Set<Long> starts) throws SQLException;

  /** Whether a write failed because a table that was there has been dropped since. */
  boolean roomIsGone(SQLException e);

  /** Puts new windows into the table. */
  void insertMinutes(Connection connection, Collection<MinuteRow> rows) throws SQLException;

  /** Drops what holds only minutes from before both moments. @return how many tables */
  int dropMonths(Connection connection, long startedBefore, long receivedBefore)
      throws SQLException;

  /** Keeps others from rolling up this store until the commit; false when another does it. */
  boolean claimStore(Connection connection, int store) throws SQLException;

  /** Does work that only one thread of this program may do at a time, where that is needed. */
  <T> T alone(Supplier<T> work);

  /** Whether one connection cannot read for long without keeping others from writing. */
  boolean readsApart();

  /** Whether a failed call may succeed later, when the database is there again. */
  boolean away(SQLException e);
}
