package io.headcount.edge.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One write transaction: rolled back unless committed. Confined to its connection's thread. */
final class Transaction implements AutoCloseable {
  private final Connection db;
  private boolean open = true;

  private Transaction(Connection db) {
    this.db = db;
  }

  static Transaction begin(Connection db) throws SQLException {
    execute(db, "BEGIN IMMEDIATE");
    return new Transaction(db);
  }

  void commit() throws SQLException {
    execute(db, "COMMIT");
    open = false;
  }

  @Override
  public void close() {
    if (open) {
      try {
        execute(db, "ROLLBACK");
      } catch (SQLException e) {
        // a full disk rolls back by itself, and then there is nothing left to roll back
        System.getLogger(Transaction.class.getName()).log(System.Logger.Level.DEBUG, "rollback", e);
      }
    }
  }

  private static void execute(Connection db, String sql) throws SQLException {
    try (Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }
}
