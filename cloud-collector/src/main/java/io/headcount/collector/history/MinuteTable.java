package io.headcount.collector.history;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The windows in the database. Confined to the transaction that uses it. */
final class MinuteTable {
  private static final int CHUNK = 200;
  private static final long DAY = 86_400_000;

  private final Connection connection;
  private final Dialect dialect;
  private final Plain database;

  MinuteTable(Connection connection, Dialect dialect, Plain database) {
    this.connection = connection;
    this.dialect = dialect;
    this.database = database;
  }

  /** A window that is stored. Immutable. */
  record Stored(MinuteRow.Name name, int epoch, long seq, long start, long hash) {}

  /** Where a window would be stored. Immutable. */
  record Place(int camera, long start, int part) {}

  void insert(Collection<MinuteRow> rows) throws SQLException {
    Set<Long> starts = new HashSet<>();
    rows.forEach(row -> starts.add(row.start()));
    requireRoom(starts);
    try {
      dialect.insertMinutes(connection, rows);
    } catch (SQLException e) {
      throw missing(starts, e);
    }
  }

  /** There may be no table yet for a month. */
  private void requireRoom(Collection<Long> starts) {
    Set<Long> missing = dialect.withoutRoom(starts);
    if (!missing.isEmpty()) {
      throw new RoomMissing(missing);
    }
  }

  private SQLException missing(Set<Long> starts, SQLException e) {
    if (dialect.roomIsGone(e)) {
      throw new RoomMissing(starts);
    }
    return e;
  }

  /** The windows at these places. */
  Set<Stored> find(Devices.Key device, Collection<Place> places) throws SQLException {
    Set<Stored> found = new HashSet<>();
    List<Place> all = List.copyOf(new HashSet<>(places));
    for (int from = 0; from < all.size(); from += CHUNK) {
      String values =
          all.subList(from, Math.min(from + CHUNK, all.size())).stream()
              .map(p -> "(CAST(%d AS BIGINT),%d,%d)".formatted(p.start(), p.camera(), p.part()))
              .collect(joining(","));
      database.query(
          """
          WITH k (a, c, p) AS (VALUES %s)
          SELECT m.camera_id, m.recorded, m.part, m.minutes, m.epoch_id, m.seq, m.start, m.hash
          FROM k JOIN minute m ON m.tenant_id = %d AND m.store_id = %d
            AND m.start = k.a AND m.camera_id = k.c AND m.part = k.p"""
              .formatted(values, device.tenant(), device.store()),
          row -> found.add(stored(row)));
    }
    return found;
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        new MinuteRow.Name(row.getInt(1), row.getLong(2), row.getInt(3), row.getInt(4)),
        row.getInt(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8));
  }

  /**
   * Moves the windows of an epoch that a new fix speaks for to where all its fixes say.
   *
   * @return starts that they had and that they have now
   */
  Set<Long> move(DeviceState device, DeviceState.EpochState epoch, long fromSeq, long toSeq)
      throws SQLException {
    Set<Long> touched = new HashSet<>();
    List<Stored> moved = new ArrayList<>();
    for (long day : days(device, epoch, fromSeq, toSeq)) {
      for (long shift : epoch.fixes.shifts()) {
        collect(device, epoch, day * DAY + shift, day, moved);
      }
    }
    requireRoom(moved.stream().map(w -> w.name().recorded() + epoch.fixes.shift(w.seq())).toList());
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE minute SET start = ?
            WHERE tenant_id = ? AND store_id = ? AND start = ? AND camera_id = ? AND part = ?
              AND recorded = ? AND minutes = ? AND epoch_id = ? AND seq = ?""")) {
      for (Stored window : moved) {
        long start = window.name().recorded() + epoch.fixes.shift(window.seq());
        touched.add(window.start());
        touched.add(start);
        Plain.bind(
            update,
            start,
            device.key.tenant(),
            device.key.store(),
            window.start(),
            window.name().camera(),
            window.name().part(),
            window.name().recorded(),
            window.name().minutes(),
            epoch.id,
            window.seq());
        update.addBatch();
      }
      update.executeBatch();
    } catch (SQLException e) {
      throw missing(touched, e);
    }
    return touched;
  }

  private List<Long> days(
      DeviceState device, DeviceState.EpochState epoch, long fromSeq, long toSeq)
      throws SQLException {
    List<Long> days = new ArrayList<>();
    database.query(
        """
        SELECT day FROM seq_day WHERE tenant_id = %d AND store_id = %d AND device_id = %d
          AND epoch_id = %d AND from_seq <= %d AND to_seq >= %d"""
            .formatted(
                device.key.tenant(),
                device.key.store(),
                device.key.device(),
                epoch.id,
                toSeq,
                fromSeq),
        row -> days.add(row.getLong(1)));
    return days;
  }

  /** Windows that were recorded on a day, lie a day long from some moment, and lie wrong there. */
  private void collect(
      DeviceState device, DeviceState.EpochState epoch, long from, long day, List<Stored> moved)
      throws SQLException {
    database.query(
        """
        SELECT camera_id, recorded, part, minutes, epoch_id, seq, start, hash FROM minute
        WHERE tenant_id = %d AND store_id = %d AND start >= %d AND start < %d AND epoch_id = %d"""
            .formatted(device.key.tenant(), device.key.store(), from, from + DAY, epoch.id),
        row -> {
          Stored window = stored(row);
          long recorded = window.name().recorded();
          boolean asked =
              Math.floorDiv(recorded, DAY) == day && window.start() - recorded == from - day * DAY;
          if (asked && window.start() != recorded + epoch.fixes.shift(window.seq())) {
            moved.add(window);
          }
        });
  }

  /** Remembers which numbers the windows of each day have. */
  void noteDays(Collection<MinuteRow> rows, Names.Use names) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO seq_day VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (tenant_id, store_id, device_id, epoch_id, day) DO UPDATE SET
              from_seq = CASE WHEN excluded.from_seq < seq_day.from_seq
                THEN excluded.from_seq ELSE seq_day.from_seq END,
              to_seq = CASE WHEN excluded.to_seq > seq_day.to_seq
                THEN excluded.to_seq ELSE seq_day.to_seq END""")) {
      for (SeqDay day : SeqDay.of(rows)) {
        if (names.noted(day)) {
          continue;
        }
        Plain.bind(
            upsert,
            day.device().tenant(),
            day.device().store(),
            day.device().device(),
            day.epoch(),
            day.day(),
            day.from(),
            day.to());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  /** Deletes all windows of a device. @return their starts */
  Set<Long> deleteAll(Devices.Key device) throws SQLException {
    Set<Long> starts = new HashSet<>();
    String where =
        " FROM minute WHERE tenant_id = %d AND store_id = %d AND device_id = %d"
            .formatted(device.tenant(), device.store(), device.device());
    database.query("SELECT DISTINCT start" + where, row -> starts.add(row.getLong(1)));
    database.execute("DELETE" + where);
    return starts;
  }
}
