package io.headcount.collector.history;

import static java.util.stream.Collectors.joining;

import io.headcount.contract.ClockFix;
import io.headcount.contract.DeviceAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Locks devices and reads what is stored of them, few questions for many devices. Confined to the
 * transaction that uses it.
 */
final class DeviceLoader {
  private static final int CHUNK = 500;

  private final Plain database;
  private final Dialect dialect;

  DeviceLoader(Plain database, Dialect dialect) {
    this.database = database;
    this.dialect = dialect;
  }

  Optional<Devices.Key> find(DeviceAddress address) throws SQLException {
    List<Devices.Key> found = new ArrayList<>();
    database.query(
        Devices.FIND,
        row -> found.add(new Devices.Key(row.getInt(1), row.getInt(2), row.getInt(3))),
        address.tenant(),
        address.store(),
        address.device());
    return found.stream().findFirst();
  }

  /** Makes the device, and its tenant and store where they are not there. */
  Devices.Key create(DeviceAddress address, boolean simulated, long now) throws SQLException {
    database.execute(
        "INSERT INTO tenant (name) VALUES (?) ON CONFLICT (name) DO NOTHING", address.tenant());
    int tenant = database.number("SELECT id FROM tenant WHERE name = ?", address.tenant());
    database.execute(
        """
        INSERT INTO store (tenant_id, name, zone, simulated) VALUES (?, ?, 'UTC', ?)
        ON CONFLICT (tenant_id, name) DO NOTHING""",
        tenant,
        address.store(),
        simulated);
    int store =
        database.number(
            "SELECT id FROM store WHERE tenant_id = ? AND name = ?", tenant, address.store());
    database.execute(
        """
        INSERT INTO device (tenant_id, store_id, name, simulated, first_seen, last_seen, online,
          birth_number) VALUES (?, ?, ?, ?, ?, ?, ?, 0)
        ON CONFLICT (tenant_id, store_id, name) DO NOTHING""",
        tenant,
        store,
        address.device(),
        simulated,
        now,
        now,
        false);
    if (!simulated) {
      database.execute("UPDATE store SET simulated = ? WHERE id = ? AND simulated", false, store);
    }
    return find(address).orElseThrow();
  }

  /** Locks the devices until the commit and reads what is stored of them. */
  List<DeviceState> lock(Map<DeviceAddress, Devices.Key> keys) throws SQLException {
    Map<Integer, DeviceState> states = new HashMap<>();
    keys.forEach((address, key) -> states.put(key.device(), new DeviceState(address, key)));
    List<Integer> ids = states.keySet().stream().sorted().toList();
    for (int from = 0; from < ids.size(); from += CHUNK) {
      List<Integer> some = ids.subList(from, Math.min(from + CHUNK, ids.size()));
      devices(some, states);
      epochs(some, states);
    }
    return ids.stream().map(states::get).toList();
  }

  private void devices(List<Integer> ids, Map<Integer, DeviceState> states) throws SQLException {
    database.query(
        "SELECT id, simulated, birth_number, epoch_id, online FROM device WHERE id IN ("
            + list(ids)
            + ") ORDER BY id"
            + dialect.forUpdate(),
        row -> {
          DeviceState state = of(states, row);
          state.simulated = row.getBoolean(2);
          state.birthNumber = row.getLong(3);
          state.epoch = row.getInt(4);
          state.online = row.getBoolean(5);
        });
  }

  private void epochs(List<Integer> ids, Map<Integer, DeviceState> states) throws SQLException {
    database.query(
        "SELECT device_id, name, id FROM epoch WHERE device_id IN (" + list(ids) + ")",
        row -> of(states, row).epochs.put(row.getString(2), row.getInt(3)));
  }

  /** Reads islands of all epochs, and clock fixes, of locked devices. */
  void loadEpochs(Collection<DeviceState> devices) throws SQLException {
    Map<Integer, DeviceState> byId = new HashMap<>();
    devices.forEach(device -> byId.put(device.key.device(), device));
    List<DeviceState> all = new ArrayList<>(devices);
    for (int from = 0; from < all.size(); from += CHUNK) {
      String keys =
          all.subList(from, Math.min(from + CHUNK, all.size())).stream()
              .map(d -> "(%d,%d,%d)".formatted(d.key.tenant(), d.key.store(), d.key.device()))
              .collect(joining(","));
      database.query(
          ofDevices("x.epoch_id, x.stream, x.from_seq, x.to_seq", "island", keys),
          row ->
              of(byId, row)
                  .epoch(row.getInt(2))
                  .lane(Lane.stream(row.getInt(3)))
                  .load(row.getLong(4), row.getLong(5)));
      database.query(
          ofDevices(
              "x.epoch_id, x.seq, x.from_seq, x.to_seq, x.onward, x.shift_ms", "clock_fix", keys),
          row ->
              of(byId, row)
                  .epoch(row.getInt(2))
                  .fixes
                  .add(
                      row.getLong(3),
                      new ClockFix(
                          ClockFix.VERSION,
                          row.getLong(4),
                          row.getLong(5),
                          row.getBoolean(6),
                          row.getLong(7))));
    }
  }

  /** The device that a row is about. */
  private static DeviceState of(Map<Integer, DeviceState> devices, ResultSet row)
      throws SQLException {
    return Objects.requireNonNull(devices.get(row.getInt(1)), "only asked for these devices");
  }

  private static String ofDevices(String columns, String table, String keys) {
    return """
    WITH k (t, s, d) AS (VALUES %s)
    SELECT k.d, %s FROM k JOIN %s x ON x.tenant_id = k.t AND x.store_id = k.s AND x.device_id = k.d"""
        .formatted(keys, columns, table);
  }

  int epoch(DeviceState device, String name, long now) throws SQLException {
    Integer known = device.epochs.get(name);
    if (known != null) {
      return known;
    }
    int id =
        database.number(
            """
            INSERT INTO epoch (tenant_id, store_id, device_id, name, first_seen)
            VALUES (?, ?, ?, ?, ?) RETURNING id""",
            device.key.tenant(),
            device.key.store(),
            device.key.device(),
            name,
            now);
    device.epochs.put(name, id);
    return id;
  }

  private static String list(List<Integer> ids) {
    return ids.stream().map(String::valueOf).collect(joining(","));
  }
}
