package io.headcount.collector.query;

import io.headcount.contract.Birth;
import io.headcount.contract.Health;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.ReportedConfig;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What there is: stores, devices, cameras, lines, zones. Thread-safe. Lists are by name. */
public final class Catalogue {
  private final Reading reading;
  private final JsonCodec codec = new JsonCodec();

  Catalogue(Reading reading) {
    this.reading = reading;
  }

  /** The stores that are selected. */
  public Page<StoreEntry> stores(Selection selection, Page.Range range) {
    return reading.read(
        h -> {
          Within within = Within.of(h, selection);
          return Page.of(
              within.page(
                  h,
                  """
                  SELECT s.name, s.zone, s.simulated,
                    (SELECT count(*) FROM device d WHERE d.tenant_id = s.tenant_id
                      AND d.store_id = s.id),
                    p.team, p.region, p.capacity
                  FROM store s
                  LEFT JOIN store_place p ON p.tenant_id = s.tenant_id AND p.store_id = s.id
                  WHERE %s ORDER BY s.name""",
                  "s.id",
                  range,
                  row ->
                      new StoreEntry(
                          row.getString(1),
                          ZoneId.of(row.getString(2)),
                          row.getBoolean(3),
                          row.getInt(4),
                          Columns.place(row))),
              range);
        });
  }

  /** The devices of the selected stores. */
  public Page<DeviceEntry> devices(Selection selection, Page.Range range) {
    return reading.read(
        h ->
            Page.of(
                Within.of(h, selection)
                    .page(
                        h,
                        """
                        SELECT s.name AS store, d.*, c.serial, c.issued, c.state AS desired_state,
                          c.reasons
                        FROM device d JOIN store s ON s.id = d.store_id
                        LEFT JOIN desired_config c ON c.tenant_id = d.tenant_id
                          AND c.store_id = d.store_id AND c.device_id = d.id
                          AND c.serial = (SELECT max(x.serial) FROM desired_config x
                            WHERE x.tenant_id = d.tenant_id AND x.store_id = d.store_id
                              AND x.device_id = d.id)
                        WHERE %s ORDER BY s.name, d.name""",
                        "d.store_id",
                        range,
                        this::device),
                range));
  }

  /** One device, if it may be seen. */
  public Optional<DeviceEntry> device(Scope scope, String store, String device) {
    Selection one =
        new Selection(
            scope,
            java.util.Set.of(store),
            java.util.Set.of(device),
            java.util.Set.of(),
            java.util.Set.of(),
            java.util.Set.of(),
            By.PART);
    try {
      return devices(one, new Page.Range(0, 1)).items().stream().findFirst();
    } catch (QueryException e) {
      if (e.kind() == QueryException.Kind.UNKNOWN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The latest crossings and visits of a device, newest first; none when it may not be seen. */
  public List<EventEntry> events(Scope scope, String store, String device, int limit) {
    if (!scope.allows(scope.tenant(), store)) {
      return List.of();
    }
    return reading.read(
        h ->
            h.createQuery(
                    """
                    SELECT e.stream, e.at, c.name AS camera, n.name AS counter
                    FROM event e JOIN device d ON d.id = e.device_id
                    JOIN store s ON s.id = e.store_id JOIN tenant t ON t.id = e.tenant_id
                    JOIN camera c ON c.id = e.camera_id JOIN counter n ON n.id = e.counter_id
                    WHERE t.name = ? AND s.name = ? AND d.name = ?
                    ORDER BY e.at DESC, e.seq DESC LIMIT ?""")
                .bind(0, scope.tenant())
                .bind(1, store)
                .bind(2, device)
                .bind(3, limit)
                .map(
                    (row, context) ->
                        new EventEntry(
                            Gaps.stream(row.getInt("stream")),
                            Instant.ofEpochMilli(row.getLong("at")),
                            row.getString("camera"),
                            row.getString("counter")))
                .list());
  }

  /** The cameras of the selected stores. */
  public Page<PartEntry> cameras(Selection selection, Page.Range range) {
    return parts(
        selection,
        range,
        """
        SELECT s.name, d.name, c.name, '', '', d.simulated
        FROM camera c JOIN device d ON d.id = c.device_id JOIN store s ON s.id = c.store_id
        WHERE %s ORDER BY s.name, d.name, c.name""",
        "c.store_id");
  }

  /** The lines of the selected stores. */
  public Page<PartEntry> lines(Selection selection, Page.Range range) {
    return parts(selection, range, COUNTERS.formatted(Directory.LINE), "n.store_id");
  }

  /** The zones of the selected stores. */
  public Page<PartEntry> zones(Selection selection, Page.Range range) {
    return parts(selection, range, COUNTERS.formatted(Directory.ZONE), "n.store_id");
  }

  private static final String COUNTERS =
      """
      SELECT s.name, d.name, c.name, n.name, n.type, d.simulated
      FROM counter n JOIN camera c ON c.id = n.camera_id JOIN device d ON d.id = c.device_id
      JOIN store s ON s.id = n.store_id
      WHERE %%s AND n.kind = %d ORDER BY s.name, d.name, c.name, n.name""";

  private Page<PartEntry> parts(Selection selection, Page.Range range, String sql, String store) {
    return reading.read(
        h ->
            Page.of(
                Within.of(h, selection)
                    .page(
                        h,
                        sql,
                        store,
                        range,
                        row ->
                            new PartEntry(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getBoolean(6))),
                range));
  }

  private DeviceEntry device(ResultSet row) throws SQLException {
    long serial = row.getLong("serial");
    Optional<DeviceEntry.Desired> desired =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(
                new DeviceEntry.Desired(
                    serial,
                    Instant.ofEpochMilli(row.getLong("issued")),
                    Columns.text(row, "desired_state").orElse(""),
                    Columns.text(row, "reasons").stream().flatMap(String::lines).toList()));
    return new DeviceEntry(
        row.getString("store"),
        row.getString("name"),
        row.getBoolean("simulated"),
        row.getBoolean("online"),
        Columns.instant(row, "online_since"),
        Instant.ofEpochMilli(row.getLong("first_seen")),
        Instant.ofEpochMilli(row.getLong("last_seen")),
        Columns.text(row, "birth").map(json -> codec.read(json, Birth.class)),
        Columns.instant(row, "birth_at"),
        Columns.text(row, "health").map(json -> codec.read(json, Health.class)),
        Columns.instant(row, "health_at"),
        Columns.text(row, "reported").map(json -> codec.read(json, ReportedConfig.class)),
        Columns.instant(row, "reported_at"),
        desired);
  }
}
