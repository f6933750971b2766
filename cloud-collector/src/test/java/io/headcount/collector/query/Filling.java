package io.headcount.collector.query;

import io.headcount.collector.history.Storage;
import io.headcount.collector.measure.Walk;
import io.headcount.contract.CoarseWindow;
import io.headcount.contract.CountWindow;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.LineCount;
import io.headcount.contract.ZoneCount;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes rows into a history's tables, as ingest and rollups leave them. */
public final class Filling implements AutoCloseable {
  private final Connection connection;
  private final JsonCodec codec = new JsonCodec();
  private int ids;
  private long seqs;
  private final Map<String, Walk> walks = new HashMap<>();

  public Filling(Storage storage) {
    try {
      connection =
          switch (storage) {
            case Storage.Sqlite sqlite ->
                DriverManager.getConnection("jdbc:sqlite:" + sqlite.file());
            case Storage.PostgreSql server ->
                DriverManager.getConnection(server.url(), server.user(), server.password());
          };
      if (storage instanceof Storage.Sqlite) {
        run("PRAGMA busy_timeout = 20000");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public Connection connection() {
    return connection;
  }

  /** Who a row is of. */
  public record Store(int tenant, int id, ZoneId zone) {}

  public record Device(Store store, int id, int epoch) {}

  public record Camera(Device device, int id, String name) {}

  public record Counter(Camera camera, int id, String name) {}

  public int tenant(String name) {
    int id = ++ids;
    run("INSERT INTO tenant (id, name) VALUES (?, ?)", id, name);
    return id;
  }

  public Store store(int tenant, String name, String zone, boolean simulated) {
    int id = ++ids;
    run(
        "INSERT INTO store (id, tenant_id, name, zone, simulated) VALUES (?, ?, ?, ?, ?)",
        id,
        tenant,
        name,
        zone,
        simulated);
    return new Store(tenant, id, ZoneId.of(zone));
  }

  public Device device(Store store, String name, boolean simulated, Instant seen, boolean online) {
    int id = ++ids;
    run(
        """
        INSERT INTO device (id, tenant_id, store_id, name, simulated, first_seen, last_seen,
          online, online_since, birth_number)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)""",
        id,
        store.tenant(),
        store.id(),
        name,
        simulated,
        seen.toEpochMilli(),
        seen.toEpochMilli(),
        online,
        seen.toEpochMilli());
    int epoch = ++ids;
    run(
        """
        INSERT INTO epoch (id, tenant_id, store_id, device_id, name, first_seen)
        VALUES (?, ?, ?, ?, ?, ?)""",
        epoch,
        store.tenant(),
        store.id(),
        id,
        "e" + epoch,
        seen.toEpochMilli());
    return new Device(store, id, epoch);
  }

  public Camera camera(Device device, String name) {
    int id = ++ids;
    run(
        "INSERT INTO camera (id, tenant_id, store_id, device_id, name) VALUES (?, ?, ?, ?, ?)",
        id,
        device.store().tenant(),
        device.store().id(),
        device.id(),
        name);
    return new Camera(device, id, name);
  }

  public Counter line(Camera camera, String name) {
    return counter(camera, 1, name, "every_crossing");
  }

  public Counter zone(Camera camera, String name, String type) {
    return counter(camera, 2, name, type);
  }

  private Counter counter(Camera camera, int kind, String name, String type) {
    int id = ++ids;
    Store store = camera.device().store();
    run(
        """
        INSERT INTO counter (id, tenant_id, store_id, camera_id, kind, name, type)
        VALUES (?, ?, ?, ?, ?, ?, ?)""",
        id,
        store.tenant(),
        store.id(),
        camera.id(),
        kind,
        name,
        type);
    return new Counter(camera, id, name);
  }

  /** An hour of a line and of its camera, observed in full; the day grows by it. */
  public void hour(Counter line, Instant start, long in, long out, long observedMillis) {
    Store store = line.camera().device().store();
    int day = (int) LocalDate.ofInstant(start, store.zone()).toEpochDay();
    long midnight = LocalDate.ofEpochDay(day).atStartOfDay(store.zone()).toInstant().toEpochMilli();
    for (int grain = 1; grain <= 2; grain++) {
      run(
          """
          INSERT INTO line_rollup
            (tenant_id, store_id, grain, start, counter_id, day, ins, outs)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (tenant_id, store_id, grain, start, counter_id)
          DO UPDATE SET ins = line_rollup.ins + excluded.ins,
            outs = line_rollup.outs + excluded.outs""",
          store.tenant(),
          store.id(),
          grain,
          grain == 1 ? start.toEpochMilli() : midnight,
          line.id(),
          day,
          in,
          out);
    }
    seen(line.camera(), start, observedMillis);
    step(store, 1, start.toEpochMilli(), day, Walk.of(in - out));
    step(store, 2, midnight, day, Walk.of(in - out));
  }

  private void step(Store store, int grain, long start, int day, Walk step) {
    Walk walk =
        walks.merge(
            store.id() + " " + grain + " " + start, step, (before, next) -> before.then(next));
    run(
        """
        INSERT INTO inside_rollup VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant_id, store_id, grain, start) DO UPDATE SET
          net = excluded.net, low = excluded.low, high = excluded.high, rise = excluded.rise""",
        store.tenant(),
        store.id(),
        grain,
        start,
        day,
        walk.net(),
        walk.low(),
        walk.high(),
        walk.rise());
  }

  /** What became of the stays of an hour that is there already, and of its day. */
  public void waits(
      Counter zone, Instant start, long visits, String sketch, long served, long abandoned) {
    Store store = zone.camera().device().store();
    int day = (int) LocalDate.ofInstant(start, store.zone()).toEpochDay();
    run(
        """
        UPDATE zone_rollup SET dwell = ?, waits = ?, served = ?, abandoned = ?
        WHERE store_id = ? AND counter_id = ? AND day = ? AND (grain = 2 OR start = ?)
          AND visits >= ?""",
        sketch,
        sketch,
        served,
        abandoned,
        store.id(),
        zone.id(),
        day,
        start.toEpochMilli(),
        visits);
  }

  /** Ways and heat of an hour of a camera, and of its day if there is none yet. */
  public void paths(Camera camera, Instant start, String flows, String heat) {
    Store store = camera.device().store();
    int day = (int) LocalDate.ofInstant(start, store.zone()).toEpochDay();
    long midnight = LocalDate.ofEpochDay(day).atStartOfDay(store.zone()).toInstant().toEpochMilli();
    for (int grain = 1; grain <= 2; grain++) {
      long at = grain == 1 ? start.toEpochMilli() : midnight;
      for (String table : new String[] {"flow_rollup", "heat_rollup"}) {
        run(
            "INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            store.tenant(),
            store.id(),
            grain,
            at,
            camera.id(),
            day,
            table.equals("flow_rollup") ? flows : heat);
      }
    }
  }

  /** An hour of a camera; the day grows by it. */
  public void seen(Camera camera, Instant start, long observedMillis) {
    Store store = camera.device().store();
    int day = (int) LocalDate.ofInstant(start, store.zone()).toEpochDay();
    long midnight = LocalDate.ofEpochDay(day).atStartOfDay(store.zone()).toInstant().toEpochMilli();
    for (int grain = 1; grain <= 2; grain++) {
      run(
          """
          INSERT INTO camera_rollup
            (tenant_id, store_id, grain, start, camera_id, day, observed_ms, span_ms, frames,
             windows)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (tenant_id, store_id, grain, start, camera_id)
          DO UPDATE SET observed_ms = camera_rollup.observed_ms + excluded.observed_ms,
            span_ms = camera_rollup.span_ms + excluded.span_ms,
            frames = camera_rollup.frames + excluded.frames,
            windows = camera_rollup.windows + excluded.windows""",
          store.tenant(),
          store.id(),
          grain,
          grain == 1 ? start.toEpochMilli() : midnight,
          camera.id(),
          day,
          observedMillis,
          observedMillis,
          observedMillis / 100,
          observedMillis / 60_000);
    }
  }

  /** An hour of a zone; the day grows by it. */
  public void stays(Counter zone, Instant start, long visits, long dwellMillis, int peak) {
    Store store = zone.camera().device().store();
    int day = (int) LocalDate.ofInstant(start, store.zone()).toEpochDay();
    long midnight = LocalDate.ofEpochDay(day).atStartOfDay(store.zone()).toInstant().toEpochMilli();
    for (int grain = 1; grain <= 2; grain++) {
      run(
          """
          INSERT INTO zone_rollup
            (tenant_id, store_id, grain, start, counter_id, day, visits, pass_bys, dwell_ms,
             person_ms, observed_ms, peak)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (tenant_id, store_id, grain, start, counter_id)
          DO UPDATE SET visits = zone_rollup.visits + excluded.visits,
            pass_bys = zone_rollup.pass_bys + excluded.pass_bys,
            dwell_ms = zone_rollup.dwell_ms + excluded.dwell_ms,
            person_ms = zone_rollup.person_ms + excluded.person_ms,
            observed_ms = zone_rollup.observed_ms + excluded.observed_ms,
            peak = excluded.peak""",
          store.tenant(),
          store.id(),
          grain,
          grain == 1 ? start.toEpochMilli() : midnight,
          zone.id(),
          day,
          visits,
          1,
          dwellMillis,
          dwellMillis,
          3_600_000,
          peak);
    }
  }

  /** A window as it was sent, of one line and one zone at most. */
  public void window(
      Camera camera, Instant start, int minutes, double coverage, LineCount line, ZoneCount zone) {
    window(
        camera,
        minutes,
        new CountWindow(
            1, camera.name(), start, 0, coverage, 600, "r1", List.of(line), List.of(zone), 0));
  }

  /** A window as it was sent. */
  public void window(Camera camera, int minutes, CountWindow window) {
    Store store = camera.device().store();
    Instant start = window.start();
    double coverage = window.coverage();
    partition(start);
    run(
        """
        INSERT INTO minute (tenant_id, store_id, start, camera_id, part, recorded, minutes,
          epoch_id, seq, device_id, coverage, received, hash, body)
        VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, 0, ?)""",
        store.tenant(),
        store.id(),
        start.toEpochMilli(),
        camera.id(),
        start.toEpochMilli(),
        minutes,
        camera.device().epoch(),
        ++seqs,
        camera.device().id(),
        coverage,
        start.toEpochMilli(),
        minutes == 1 ? codec.write(window) : codec.write(new CoarseWindow(1, minutes, window)));
  }

  /** Lets the UTC hour of a moment be rolled up. */
  public void touch(Store store, Instant moment) {
    run(
        "INSERT INTO dirty VALUES (?, ?, ?, ?)",
        store.tenant(),
        store.id(),
        Math.floorDiv(moment.toEpochMilli(), 3_600_000L) * 3_600_000L,
        ++seqs);
  }

  private void partition(Instant start) {
    try {
      if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
        run(
            "CREATE TABLE IF NOT EXISTS minute_all PARTITION OF minute"
                + " FOR VALUES FROM (MINVALUE) TO (MAXVALUE)");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(start.toString(), e);
    }
  }

  /** All that this puts in is one transaction. */
  public void together(Runnable filling) {
    try {
      connection.setAutoCommit(false);
      filling.run();
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public long count(String table) {
    try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM " + table);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void run(String sql, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
