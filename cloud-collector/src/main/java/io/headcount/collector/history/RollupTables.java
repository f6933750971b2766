package io.headcount.collector.history;

import io.headcount.collector.measure.Flows;
import io.headcount.collector.measure.Grids;
import io.headcount.collector.measure.Sketches;
import io.headcount.collector.measure.Walk;
import io.headcount.contract.Sketch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The sums in the database. Confined to the transaction that uses it. */
final class RollupTables {
  private static final List<String> TABLES =
      List.of(
          "line_rollup",
          "zone_rollup",
          "camera_rollup",
          "flow_rollup",
          "heat_rollup",
          "inside_rollup");

  private final Connection connection;

  RollupTables(Connection connection) {
    this.connection = connection;
  }

  /** The hours of a stretch of time, summed up. */
  Sums hours(StoreKey store, LocalTime.Span day) throws SQLException {
    Sums sums = new Sums(Sums.DAY, day);
    query(
        "SELECT start, counter_id, ins, outs FROM line_rollup",
        store,
        day,
        row -> {
          Sums.Line line = sums.lines.computeIfAbsent(row.getInt(2), c -> new Sums.Line());
          line.ins += row.getLong(3);
          line.outs += row.getLong(4);
        });
    query(
        """
        SELECT start, counter_id, visits, pass_bys, dwell_ms, person_ms, observed_ms, peak,
          dwell, waits, served, abandoned
        FROM zone_rollup""",
        store,
        day,
        row -> {
          Sums.Zone zone = sums.zones.computeIfAbsent(row.getInt(2), c -> new Sums.Zone());
          zone.visits += row.getLong(3);
          zone.passBys += row.getLong(4);
          zone.dwell += row.getLong(5);
          zone.person += row.getLong(6);
          zone.observed += row.getLong(7);
          zone.peak = Math.max(zone.peak, row.getInt(8));
          zone.dwells = Sums.both(zone.dwells, sketch(row, "dwell"), Sketch::plus);
          zone.waits = Sums.both(zone.waits, sketch(row, "waits"), Sketch::plus);
          zone.served = Sums.both(zone.served, Rows.number(row, "served"), Long::sum);
          zone.abandoned = Sums.both(zone.abandoned, Rows.number(row, "abandoned"), Long::sum);
        });
    query(
        "SELECT start, camera_id, flows FROM flow_rollup",
        store,
        day,
        row -> sums.flows.merge(row.getInt(2), Flows.parse(row.getString(3)), Flows::plus));
    query(
        "SELECT start, camera_id, heat FROM heat_rollup",
        store,
        day,
        row -> sums.heat.merge(row.getInt(2), Grids.parse(row.getString(3)), Grids::plus));
    query(
        "SELECT start, net, low, high, rise FROM inside_rollup",
        store,
        day,
        row ->
            sums.follow(new Walk(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))));
    query(
        "SELECT start, camera_id, observed_ms, span_ms, frames, windows FROM camera_rollup",
        store,
        day,
        row -> {
          Sums.Camera camera = sums.cameras.computeIfAbsent(row.getInt(2), c -> new Sums.Camera());
          camera.observed += row.getLong(3);
          camera.span += row.getLong(4);
          camera.frames += row.getLong(5);
          camera.windows += row.getLong(6);
        });
    return sums;
  }

  private static Optional<Sketch> sketch(ResultSet row, String column) throws SQLException {
    return Rows.text(row, column).map(Sketches::parse);
  }

  private void query(String select, StoreKey store, LocalTime.Span span, Plain.Reader reader)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            select
                + " WHERE tenant_id = ? AND store_id = ? AND grain = 1 AND start >= ? AND start < ?"
                + " ORDER BY start")) {
      Plain.bind(query, store.tenant(), store.store(), span.start(), span.end());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          reader.take(rows);
        }
      }
    }
  }

  /** Puts these sums in the place of what was there for their time. */
  void replace(StoreKey store, Collection<Sums> all) throws SQLException {
    for (String table : TABLES) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM "
                  + table
                  + " WHERE tenant_id = ? AND store_id = ? AND grain = ? AND start >= ? AND start < ?")) {
        for (Sums sums : all) {
          Plain.bind(
              delete,
              store.tenant(),
              store.store(),
              sums.grain,
              sums.span.start(),
              sums.span.end());
          delete.addBatch();
        }
        delete.executeBatch();
      }
    }
    lines(store, all);
    zones(store, all);
    cameras(store, all);
    texts("flow_rollup", store, all, sums -> sums.flows, Flows::text);
    texts("heat_rollup", store, all, sums -> sums.heat, Grids::text);
    inside(store, all);
  }

  private void lines(StoreKey store, Collection<Sums> all) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO line_rollup VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Sums sums : all) {
        for (var line : sums.lines.entrySet()) {
          head(insert, store, sums, line.getKey());
          insert.setLong(7, line.getValue().ins);
          insert.setLong(8, line.getValue().outs);
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private void zones(StoreKey store, Collection<Sums> all) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO zone_rollup VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Sums sums : all) {
        for (var zone : sums.zones.entrySet()) {
          head(insert, store, sums, zone.getKey());
          insert.setLong(7, zone.getValue().visits);
          insert.setLong(8, zone.getValue().passBys);
          insert.setLong(9, zone.getValue().dwell);
          insert.setLong(10, zone.getValue().person);
          insert.setLong(11, zone.getValue().observed);
          insert.setInt(12, zone.getValue().peak);
          set(insert, 13, Types.VARCHAR, zone.getValue().dwells.map(Sketches::text));
          set(insert, 14, Types.VARCHAR, zone.getValue().waits.map(Sketches::text));
          set(insert, 15, Types.BIGINT, zone.getValue().served);
          set(insert, 16, Types.BIGINT, zone.getValue().abandoned);
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static void set(PreparedStatement insert, int place, int type, Optional<?> value)
      throws SQLException {
    if (value.isPresent()) {
      insert.setObject(place, value.get());
    } else {
      insert.setNull(place, type);
    }
  }

  private <V> void texts(
      String table,
      StoreKey store,
      Collection<Sums> all,
      Function<Sums, Map<Integer, V>> byCamera,
      Function<V, String> text)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (Sums sums : all) {
        for (Map.Entry<Integer, V> camera : byCamera.apply(sums).entrySet()) {
          head(insert, store, sums, camera.getKey());
          insert.setString(7, text.apply(camera.getValue()));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private void inside(StoreKey store, Collection<Sums> all) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO inside_rollup VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Sums sums : all) {
        Optional<Walk> walk = sums.walk();
        if (walk.isPresent()) {
          Plain.bind(
              insert,
              store.tenant(),
              store.store(),
              sums.grain,
              sums.span.start(),
              sums.span.day(),
              walk.get().net(),
              walk.get().low(),
              walk.get().high(),
              walk.get().rise());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private void cameras(StoreKey store, Collection<Sums> all) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO camera_rollup VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Sums sums : all) {
        for (var camera : sums.cameras.entrySet()) {
          head(insert, store, sums, camera.getKey());
          insert.setLong(7, camera.getValue().observed);
          insert.setLong(8, camera.getValue().span);
          insert.setLong(9, camera.getValue().frames);
          insert.setLong(10, camera.getValue().windows);
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static void head(PreparedStatement insert, StoreKey store, Sums sums, int id)
      throws SQLException {
    insert.setInt(1, store.tenant());
    insert.setInt(2, store.store());
    insert.setInt(3, sums.grain);
    insert.setLong(4, sums.span.start());
    insert.setInt(5, id);
    insert.setInt(6, sums.span.day());
  }
}
