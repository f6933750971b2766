package io.headcount.collector.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headcount.contract.ClockFix;
import io.headcount.contract.Entry;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Writes what one transaction stores, but for windows. Confined to the transaction's thread. */
final class IngestWriter {
  private static final long HOUR = 3_600_000;
  private static final int PAYLOAD_LIMIT = 65_536;
  private static final int REASON_LIMIT = 1_000;

  private final Connection connection;
  private final Plain database;
  private final HistoryOptions.Keep keep;
  private final Set<Hour> dirty = new HashSet<>(); // hours that this transaction touched

  IngestWriter(Connection connection, Plain database, HistoryOptions.Keep keep) {
    this.connection = connection;
    this.database = database;
    this.keep = keep;
  }

  /** A UTC hour of a store, in milliseconds. Immutable. */
  private record Hour(int tenant, int store, long start) {}

  /** Marks the hours of these moments as to be rolled up again. */
  void dirty(Devices.Key device, Collection<Long> moments) {
    for (long moment : moments) {
      dirty.add(new Hour(device.tenant(), device.store(), Math.floorDiv(moment, HOUR) * HOUR));
    }
  }

  void tombstone(Devices.Key device, int epoch, StreamName stream, Range range, Entry.Reason reason)
      throws SQLException {
    String lane =
        " FROM tombstone WHERE tenant_id = ? AND store_id = ? AND device_id = ? AND epoch_id = ?"
            + " AND stream = ? AND reason = ? AND ";
    Object[] values = {
      device.tenant(),
      device.store(),
      device.device(),
      epoch,
      Lane.number(stream),
      reason.text(),
      0L
    };
    long from = range.from();
    long to = range.to();
    values[6] = from - 1;
    from = neighbour("SELECT from_seq" + lane + "to_seq = ?", values, from);
    values[6] = to + 1;
    to = neighbour("SELECT to_seq" + lane + "from_seq = ?", values, to);
    values[6] = from;
    database.execute("DELETE" + lane + "from_seq = ?", values);
    values[6] = range.to() + 1;
    database.execute("DELETE" + lane + "from_seq = ?", values);
    database.execute(
        "INSERT INTO tombstone VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        device.tenant(),
        device.store(),
        device.device(),
        epoch,
        Lane.number(stream),
        from,
        to,
        reason.text());
  }

  private long neighbour(String sql, Object[] values, long otherwise) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      Plain.bind(query, values);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : otherwise;
      }
    }
  }

  void clockFix(Devices.Key device, int epoch, Item.Fix item, long received) throws SQLException {
    ClockFix fix = item.fix();
    database.execute(
        "INSERT INTO clock_fix VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        device.tenant(),
        device.store(),
        device.device(),
        epoch,
        item.text().seq(),
        fix.fromSeq(),
        fix.toSeq(),
        fix.onward(),
        fix.shiftMillis(),
        received);
  }

  void event(
      Devices.Key device,
      int epoch,
      StreamName stream,
      Item.Text text,
      long at,
      int camera,
      int counter)
      throws SQLException {
    database.execute(
        "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        device.tenant(),
        device.store(),
        device.device(),
        epoch,
        Lane.number(stream),
        text.seq(),
        at,
        camera,
        counter,
        text.hash(),
        text.row().body());
  }

  /** Whether the device has this very event, whatever its number. */
  boolean hasEvent(Devices.Key device, long at, long hash) throws SQLException {
    return database.number(
            """
            SELECT count(*) FROM event
            WHERE tenant_id = ? AND store_id = ? AND at = ? AND device_id = ? AND hash = ?""",
            device.tenant(),
            device.store(),
            at,
            device.device(),
            hash)
        > 0;
  }

  /** Whether another event is stored under this number. */
  boolean hasOtherEvent(Devices.Key device, int epoch, StreamName stream, Item.Text text)
      throws SQLException {
    return database.number(
            """
            SELECT count(*) FROM event WHERE tenant_id = ? AND store_id = ? AND device_id = ?
              AND epoch_id = ? AND stream = ? AND seq = ? AND hash <> ?""",
            device.tenant(),
            device.store(),
            device.device(),
            epoch,
            Lane.number(stream),
            text.seq(),
            text.hash())
        > 0;
  }

  /** Puts a record aside. @return 1 when it was not there yet */
  int quarantine(
      Devices.Key device, int epoch, StreamName stream, Item.Text text, long at, String reason)
      throws SQLException {
    int added =
        database.execute(
            """
            INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""",
            device.tenant(),
            device.store(),
            device.device(),
            epoch,
            Lane.number(stream),
            text.seq(),
            text.hash(),
            at,
            text.row().kind().text(),
            shortened(reason),
            text.row().body());
    if (added > 0) {
      bound("quarantine", "at", keep.quarantined());
    }
    return added;
  }

  void deadLetter(Received message, String reason) throws SQLException {
    MessageDigest sha = Decoder.sha256();
    sha.update(message.topic().toString().getBytes(UTF_8));
    byte[] payload = message.payload();
    database.execute(
        """
        INSERT INTO dead_letter (hash, topic, reason, first_at, last_at, times, bytes, payload)
        VALUES (?, ?, ?, ?, ?, 1, ?, ?)
        ON CONFLICT (hash) DO UPDATE SET last_at = excluded.last_at, reason = excluded.reason,
          times = dead_letter.times + 1""",
        ByteBuffer.wrap(sha.digest(payload)).getLong(),
        message.topic().toString(),
        shortened(reason),
        message.at().toEpochMilli(),
        message.at().toEpochMilli(),
        payload.length,
        payload.length <= PAYLOAD_LIMIT ? payload : Arrays.copyOf(payload, PAYLOAD_LIMIT));
    bound("dead_letter", "last_at", keep.deadLetters());
  }

  private static String shortened(String reason) {
    String plain = reason.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= REASON_LIMIT ? plain : plain.substring(0, REASON_LIMIT);
  }

  /** Deletes the oldest rows of a table that has more than it may. */
  private void bound(String table, String at, int most) throws SQLException {
    int over = database.number("SELECT count(*) FROM " + table) - most;
    if (over > 0) {
      int deleted =
          database.execute(
              "DELETE FROM %s WHERE %s <= (SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET ?)"
                  .formatted(table, at, at, table, at),
              over - 1);
      database.execute(
          """
          INSERT INTO dropped VALUES (?, ?)
          ON CONFLICT (what) DO UPDATE SET number = dropped.number + excluded.number""",
          table,
          deleted);
    }
  }

  /** From now on the device is real; what it said before is gone. */
  void becomeReal(DeviceState device) throws SQLException {
    database.execute(
        "DELETE FROM event WHERE tenant_id = ? AND store_id = ? AND device_id = ?",
        device.key.tenant(),
        device.key.store(),
        device.key.device());
    database.execute("UPDATE device SET simulated = ? WHERE id = ?", false, device.key.device());
    database.execute("UPDATE store SET simulated = ? WHERE id = ?", false, device.key.store());
    device.simulated = false;
  }

  /** Writes what was gathered. */
  void finish(Collection<DeviceState> devices) throws SQLException {
    islands(devices);
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE device SET epoch_id = ?,
              last_seen = CASE WHEN last_seen < ? THEN ? ELSE last_seen END WHERE id = ?""")) {
      for (DeviceState device : devices) {
        update.setObject(1, device.epoch == 0 ? null : device.epoch, java.sql.Types.INTEGER);
        update.setLong(2, device.lastSeen);
        update.setLong(3, device.lastSeen);
        update.setInt(4, device.key.device());
        update.addBatch();
      }
      update.executeBatch();
    }
    marks();
  }

  private void islands(Collection<DeviceState> devices) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement(
                """
                DELETE FROM island WHERE tenant_id = ? AND store_id = ? AND device_id = ?
                  AND epoch_id = ? AND stream = ? AND from_seq = ?""");
        PreparedStatement upsert =
            connection.prepareStatement(
                """
                INSERT INTO island VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (tenant_id, store_id, device_id, epoch_id, stream, from_seq)
                  DO UPDATE SET to_seq = excluded.to_seq""")) {
      for (DeviceState device : devices) {
        for (DeviceState.EpochState epoch : device.epochStates()) {
          for (StreamName stream : StreamName.values()) {
            Lane lane = epoch.lane(stream);
            for (long from : lane.gone()) {
              lane(delete, device.key, epoch.id, stream).setLong(6, from);
              delete.addBatch();
            }
            for (Range range : lane.changed()) {
              lane(upsert, device.key, epoch.id, stream).setLong(6, range.from());
              upsert.setLong(7, range.to());
              upsert.addBatch();
            }
          }
        }
      }
      delete.executeBatch();
      upsert.executeBatch();
    }
  }

  private static PreparedStatement lane(
      PreparedStatement statement, Devices.Key device, int epoch, StreamName stream)
      throws SQLException {
    statement.setInt(1, device.tenant());
    statement.setInt(2, device.store());
    statement.setInt(3, device.device());
    statement.setInt(4, epoch);
    statement.setInt(5, Lane.number(stream));
    return statement;
  }

  private void marks() throws SQLException {
    long mark = ThreadLocalRandom.current().nextLong();
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO dirty VALUES (?, ?, ?, ?)")) {
      for (Hour hour : List.copyOf(dirty)) {
        Plain.bind(insert, hour.tenant(), hour.store(), hour.start(), mark);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
