package io.headcount.edge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Hands out a stream's dense numbers inside one transaction. Confined to the store thread. */
final class Stream implements AutoCloseable {
  private final PreparedStatement update;
  private final String name;
  private final long first;
  private long next;

  private Stream(PreparedStatement update, String name, long next) {
    this.update = update;
    this.name = name;
    this.first = next;
    this.next = next;
  }

  static Stream open(Connection db, String name) throws SQLException {
    try (PreparedStatement query = db.prepareStatement("SELECT next FROM stream WHERE name = ?")) {
      long next = Long.parseLong(StateDb.text(query, name).orElseThrow());
      return new Stream(
          db.prepareStatement("UPDATE stream SET next = ? WHERE name = ?"), name, next);
    }
  }

  long next() {
    return next++;
  }

  void save() throws SQLException {
    if (next > first) {
      StateDb.execute(update, next, name);
    }
  }

  @Override
  public void close() throws SQLException {
    update.close();
  }
}
