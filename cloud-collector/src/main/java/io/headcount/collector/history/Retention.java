package io.headcount.collector.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Deletes what is old enough, in small transactions. Thread-safe. */
public final class Retention {
  /** Each with what its rows are of, when it is not the store alone. */
  private static final Map<String, String> ROLLUPS =
      Map.of(
          "line_rollup", ", counter_id",
          "zone_rollup", ", counter_id",
          "camera_rollup", ", camera_id",
          "flow_rollup", ", camera_id",
          "heat_rollup", ", camera_id",
          "inside_rollup", "",
          "sales", "");

  private final Database database;
  private final HistoryOptions.Keep keep;
  private final InstantSource clock;

  Retention(Database database, HistoryOptions.Keep keep, InstantSource clock) {
    this.database = database;
    this.keep = keep;
    this.clock = clock;
  }

  /** How many rows were deleted, and how many months of minutes whole. Immutable. */
  public record Swept(long minutes, long months, long hours, long days, long events) {
    /** Whether nothing is left to delete. */
    public boolean done() {
      return minutes + months + hours + days + events == 0;
    }
  }

  /**
   * Deletes up to {@code limit} rows of each table, and whole months where the database keeps them
   * apart. A minute goes when both it and its arrival are old enough: one with a wrong time waits
   * for its clock fix. Call again until it is done.
   */
  public Swept sweep(int limit) {
    long minutes = before(keep.minutes());
    long hours = before(keep.hours());
    retained("minute", minutes);
    retained("hour", hours);
    long months =
        database.transact(
            connection -> database.dialect().dropMonths(connection, minutes, minutes));
    return new Swept(
        delete(
            "minute",
            "tenant_id, store_id, start, camera_id, part, recorded, minutes, epoch_id, seq",
            "start < ? AND received < ?",
            limit,
            minutes,
            minutes),
        months,
        rollups(Sums.HOUR, hours, limit),
        keep.days().map(days -> rollups(Sums.DAY, before(days), limit)).orElse(0L),
        events(before(keep.events()), limit));
  }

  private long before(Duration age) {
    return clock.instant().minus(age).toEpochMilli();
  }

  /** From now on nothing from before this is summed up anew. */
  private void retained(String what, long since) {
    database.write(
        h ->
            h.execute(
                """
                INSERT INTO retained VALUES (?, ?) ON CONFLICT (what) DO UPDATE SET since =
                  CASE WHEN excluded.since > retained.since THEN excluded.since
                  ELSE retained.since END""",
                what,
                since));
  }

  private long rollups(int grain, long before, int limit) {
    long deleted = 0;
    for (Map.Entry<String, String> table : ROLLUPS.entrySet()) {
      deleted +=
          delete(
              table.getKey(),
              "tenant_id, store_id, grain, start" + table.getValue(),
              "grain = " + grain + " AND start < ?",
              limit,
              before);
    }
    return deleted;
  }

  private long events(long before, int limit) {
    return delete(
            "event",
            "tenant_id, store_id, device_id, epoch_id, stream, seq",
            "at < ?",
            limit,
            before)
        + delete("command", "tenant_id, store_id, device_id, serial", "expires < ?", limit, before);
  }

  private long delete(String table, String key, String where, int limit, Object... values) {
    return database.transact(
        connection -> delete(connection, stores(connection), table, key, where, limit, values));
  }

  /** Store by store, because keys begin with the store. */
  private static long delete(
      Connection connection,
      List<StoreKey> stores,
      String table,
      String key,
      String where,
      int limit,
      Object... values)
      throws SQLException {
    Plain database = new Plain(connection);
    long deleted = 0;
    for (StoreKey store : stores) {
      if (deleted < limit) {
        deleted +=
            database.execute(
                """
                DELETE FROM %s WHERE tenant_id = %d AND store_id = %d AND %s AND (%s) IN
                  (SELECT %s FROM %s WHERE tenant_id = %d AND store_id = %d AND %s LIMIT %d)"""
                    .formatted(
                        table,
                        store.tenant(),
                        store.store(),
                        where,
                        key,
                        key,
                        table,
                        store.tenant(),
                        store.store(),
                        where,
                        limit - deleted),
                twice(values));
      }
    }
    return deleted;
  }

  private static Object[] twice(Object[] values) {
    Object[] both = new Object[values.length * 2];
    System.arraycopy(values, 0, both, 0, values.length);
    System.arraycopy(values, 0, both, values.length, values.length);
    return both;
  }

  private static List<StoreKey> stores(Connection connection) throws SQLException {
    List<StoreKey> stores = new ArrayList<>();
    new Plain(connection)
        .query(
            "SELECT tenant_id, id FROM store",
            row -> stores.add(new StoreKey(row.getInt(1), row.getInt(2))));
    return stores;
  }
}
