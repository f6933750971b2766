package io.headcount.collector.history;

import io.headcount.contract.DeviceAddress;
import io.headcount.contract.LineCount;
import io.headcount.contract.ZoneCount;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers that stand for devices, cameras, lines and zones, and other small facts that save
 * questions. Those of devices not heard for long are forgotten and read again. Thread-safe.
 */
final class Names {
  static final int LINE = 1;
  static final int ZONE = 2;
  private static final int DEVICES = 20_000;

  private final Map<DeviceAddress, Devices.Key> keys = new Recent<>(DEVICES);
  private final Map<Integer, Map<String, Camera>> devices = new Recent<>(DEVICES);
  private final Map<SeqDay, Boolean> days = new Recent<>(DEVICES);

  /** A line or zone of a camera. Immutable. */
  private record Counter(int kind, String name) {}

  /** A counter's number and type. Immutable. */
  private record Known(int id, String type) {}

  /** A camera's number and its counters, as many as were ever drawn. */
  private record Camera(int id, Map<Counter, Known> counters) {}

  /** Names of one transaction; what it makes is known to others after its commit. */
  final class Use {
    private final DeviceLoader loader;
    private final Plain database;
    private final Map<DeviceAddress, Devices.Key> found = new HashMap<>();
    private final Map<Integer, Map<String, Camera>> changed = new HashMap<>();
    private final List<SeqDay> noted = new ArrayList<>();

    Use(DeviceLoader loader, Plain database) {
      this.loader = loader;
      this.database = database;
    }

    /** The numbers that stand for a device, if it is known. */
    Optional<Devices.Key> key(DeviceAddress address) throws SQLException {
      synchronized (devices) {
        Devices.Key key = keys.get(address);
        if (key != null) {
          return Optional.of(key);
        }
      }
      Optional<Devices.Key> key = loader.find(address);
      key.ifPresent(k -> found.put(address, k));
      return key;
    }

    /** Makes a device. */
    Devices.Key make(DeviceAddress address, boolean simulated, long now) throws SQLException {
      Devices.Key key = loader.create(address, simulated, now);
      found.put(address, key);
      return key;
    }

    int camera(DeviceState device, String name) throws SQLException {
      return known(device, name).id();
    }

    int counter(DeviceState device, String camera, int kind, String name, String type)
        throws SQLException {
      Camera at = known(device, camera);
      Counter counter = new Counter(kind, name);
      Known known = at.counters().get(counter);
      if (known != null && (type.isEmpty() || known.type().equals(type))) {
        return known.id();
      }
      int id =
          database.number(
              """
              INSERT INTO counter (tenant_id, store_id, camera_id, kind, name, type)
              VALUES (?, ?, ?, ?, ?, ?)
              ON CONFLICT (camera_id, kind, name) DO UPDATE
                SET type = CASE excluded.type WHEN '' THEN counter.type ELSE excluded.type END
              RETURNING id""",
              device.key.tenant(),
              device.key.store(),
              at.id(),
              kind,
              name,
              type);
      copy(device)
          .computeIfAbsent(camera, n -> new Camera(at.id(), new HashMap<>(at.counters())))
          .counters()
          .put(counter, new Known(id, type));
      return id;
    }

    void counters(DeviceState device, Item.Window item) throws SQLException {
      String camera = item.window().camera();
      for (LineCount line : item.window().lines()) {
        counter(device, camera, LINE, line.id(), line.policy());
      }
      for (ZoneCount zone : item.window().zones()) {
        counter(device, camera, ZONE, zone.id(), zone.type());
      }
    }

    private Camera known(DeviceState device, String name) throws SQLException {
      Camera camera = cameras(device).get(name);
      if (camera != null) {
        return camera;
      }
      int id =
          database.number(
              """
              INSERT INTO camera (tenant_id, store_id, device_id, name) VALUES (?, ?, ?, ?)
              ON CONFLICT (device_id, name) DO UPDATE SET name = excluded.name RETURNING id""",
              device.key.tenant(),
              device.key.store(),
              device.key.device(),
              name);
      Camera made = new Camera(id, new HashMap<>());
      copy(device).put(name, made);
      return made;
    }

    private Map<String, Camera> cameras(DeviceState device) {
      Map<String, Camera> own = changed.get(device.key.device());
      if (own != null) {
        return own;
      }
      synchronized (devices) {
        Map<String, Camera> known = devices.get(device.key.device());
        return known == null ? Map.of() : known;
      }
    }

    private Map<String, Camera> copy(DeviceState device) {
      Map<String, Camera> own = changed.get(device.key.device());
      if (own == null) {
        own = new HashMap<>();
        for (Map.Entry<String, Camera> camera : cameras(device).entrySet()) {
          own.put(
              camera.getKey(),
              new Camera(camera.getValue().id(), new HashMap<>(camera.getValue().counters())));
        }
        changed.put(device.key.device(), own);
      }
      return own;
    }

    /** Whether this is in the database already; else it will be after the commit. */
    boolean noted(SeqDay day) {
      synchronized (devices) {
        if (days.containsKey(day)) {
          return true;
        }
      }
      noted.add(day);
      return false;
    }

    /** To be called after the commit. */
    void keep() {
      synchronized (devices) {
        keys.putAll(found);
        devices.putAll(changed);
        noted.forEach(day -> days.put(day, true));
      }
    }
  }

  Use use(DeviceLoader loader, Plain database) {
    return new Use(loader, database);
  }
}
