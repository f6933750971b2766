package io.headcount.collector.history;

import io.headcount.contract.DeviceAddress;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds devices by their address. Stateless. */
final class Devices {
  static final String FIND =
      """
      SELECT d.tenant_id, d.store_id, d.id FROM device d
      JOIN store s ON s.id = d.store_id JOIN tenant t ON t.id = d.tenant_id
      WHERE t.name = ? AND s.name = ? AND d.name = ?""";

  private Devices() {}

  /** The numbers that stand for a device. Immutable. */
  record Key(int tenant, int store, int device) {}

  static Optional<Key> find(Handle h, DeviceAddress address) {
    return h.createQuery(FIND)
        .bind(0, address.tenant())
        .bind(1, address.store())
        .bind(2, address.device())
        .map((row, context) -> new Key(row.getInt(1), row.getInt(2), row.getInt(3)))
        .findOne();
  }

  static Key require(Handle h, DeviceAddress address) {
    return find(h, address)
        .orElseThrow(
            () ->
                new HistoryException(
                    "device %s is not known: connect it once, or check its name"
                        .formatted(address)));
  }

  /** The next serial of what is told to a device; locks the device until the commit. */
  static long nextSerial(Handle h, String table, Key key, Instant now) {
    h.execute("UPDATE device SET last_seen = last_seen WHERE id = ?", key.device());
    long last =
        h.createQuery(
                "SELECT coalesce(max(serial), 0) FROM "
                    + table
                    + " WHERE tenant_id = ? AND store_id = ? AND device_id = ?")
            .bind(0, key.tenant())
            .bind(1, key.store())
            .bind(2, key.device())
            .mapTo(Long.class)
            .one();
    return Math.max(last + 1, now.toEpochMilli());
  }
}
