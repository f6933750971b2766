package io.headcount.collector.history;

import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.ReportedConfig;
import io.headcount.contract.Signed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The configurations that devices are to run, and what became of them. Thread-safe. */
public final class DesiredConfigs {
  private final Database database;
  private final InstantSource clock;
  private final JsonCodec codec = new JsonCodec();

  DesiredConfigs(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A configuration that was desired of a device. Immutable.
   *
   * @param message to be published, signed; its text is the configuration
   * @param state absent until the device reported
   * @param reasons the device's words when it did not take it
   */
  public record Desired(
      DeviceAddress device,
      Signed message,
      Optional<ReportedConfig.State> state,
      List<String> reasons,
      Optional<Instant> reportedAt) {
    public Desired {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Makes this the device's desired configuration.
   *
   * @param text the configuration, in YAML
   * @throws HistoryException when the device is not known
   */
  public Desired desire(DeviceAddress device, String text, Signer signer) {
    return database.write(
        h -> {
          Devices.Key key = Devices.require(h, device);
          Instant issued = clock.instant();
          long serial = Devices.nextSerial(h, "desired_config", key, issued);
          Signed signed = signer.sign(serial, issued, text);
          h.execute(
              """
              INSERT INTO desired_config
                (tenant_id, store_id, device_id, serial, issued, text, message)
              VALUES (?, ?, ?, ?, ?, ?, ?)""",
              key.tenant(),
              key.store(),
              key.device(),
              serial,
              issued.toEpochMilli(),
              text,
              codec.write(signed));
          return new Desired(device, signed, Optional.empty(), List.of(), Optional.empty());
        });
  }

  /** What the device is to run; absent when it runs its own. */
  public Optional<Desired> current(DeviceAddress device) {
    return list(device, 1).stream().findFirst();
  }

  /** What was desired of a device, newest first. */
  public List<Desired> list(DeviceAddress device, int limit) {
    return database.read(
        h ->
            Devices.find(h, device).stream()
                .flatMap(
                    key ->
                        h
                            .createQuery(
                                """
                                SELECT * FROM desired_config
                                WHERE tenant_id = ? AND store_id = ? AND device_id = ?
                                ORDER BY serial DESC LIMIT ?""")
                            .bind(0, key.tenant())
                            .bind(1, key.store())
                            .bind(2, key.device())
                            .bind(3, limit)
                            .map((row, context) -> desired(device, row))
                            .list()
                            .stream())
                .toList());
  }

  private Desired desired(DeviceAddress device, ResultSet row) throws SQLException {
    return new Desired(
        device,
        codec.read(row.getString("message"), Signed.class),
        Rows.text(row, "state").map(s -> ReportedConfig.State.valueOf(s.toUpperCase(Locale.ROOT))),
        Rows.text(row, "reasons").stream().flatMap(String::lines).toList(),
        Rows.instant(row, "reported_at"));
  }
}
