package io.headcount.collector.history;

import io.headcount.contract.JsonCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums up hours and days whose windows changed. Thread-safe; several collectors may do it. */
public final class Roller {
  private final Database database;
  private final JsonCodec codec = JsonCodec.ofKnown();

  Roller(Database database) {
    this.database = database;
  }

  /** A mark in the database. Immutable. */
  record Mark(StoreKey store, long hour, long mark) {}

  /**
   * Sums up what changed, newest hours first.
   *
   * @param limit how many marks at most; each stands for an hour of a store that was touched by one
   *     ingest
   * @return how many marks were worked off; call again at once while there are any
   */
  public int rollSome(int limit) {
    return database.dialect().alone(() -> roll(limit));
  }

  /** Reads and sums up first, then writes: where only one may write, others wait less long. */
  private int roll(int limit) {
    return database.readThenWrite(
        reader -> sums(reader, limit),
        (writer, rolled) -> {
          for (StoreRoll roll : rolled) {
            new RollupTables(writer).replace(roll.store(), roll.sums());
            delete(writer, roll.marks());
          }
          return rolled.stream().mapToInt(roll -> roll.marks().size()).sum();
        });
  }

  /** New sums of a store and the marks that they answer. Immutable. */
  private record StoreRoll(StoreKey store, List<Sums> sums, List<Mark> marks) {}

  private List<StoreRoll> sums(Connection connection, int limit) throws SQLException {
    Map<StoreKey, List<Mark>> byStore = new LinkedHashMap<>();
    for (Mark mark : marks(connection, limit)) {
      byStore.computeIfAbsent(mark.store(), s -> new ArrayList<>()).add(mark);
    }
    List<StoreRoll> rolled = new ArrayList<>();
    for (Map.Entry<StoreKey, List<Mark>> store : byStore.entrySet()) {
      if (database.dialect().claimStore(connection, store.getKey().store())) {
        List<Long> hours = store.getValue().stream().map(Mark::hour).distinct().toList();
        List<Sums> sums = new StoreRoller(connection, codec, store.getKey()).sums(hours);
        rolled.add(new StoreRoll(store.getKey(), sums, store.getValue()));
      }
    }
    return rolled;
  }

  private List<Mark> marks(Connection connection, int limit) throws SQLException {
    List<Mark> marks = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT tenant_id, store_id, hour, mark FROM dirty ORDER BY hour DESC LIMIT ?"
                + database.dialect().skipLocked())) {
      query.setInt(1, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          StoreKey store = new StoreKey(row.getInt(1), row.getInt(2));
          marks.add(new Mark(store, row.getLong(3), row.getLong(4)));
        }
      }
    }
    return marks;
  }

  private static void delete(Connection connection, List<Mark> marks) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM dirty WHERE tenant_id = ? AND store_id = ? AND hour = ? AND mark = ?")) {
      for (Mark mark : marks) {
        Plain.bind(delete, mark.store().tenant(), mark.store().store(), mark.hour(), mark.mark());
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }
}
