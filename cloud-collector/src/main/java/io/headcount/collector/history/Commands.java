package io.headcount.collector.history;

import io.headcount.contract.Command;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Reply;
import io.headcount.contract.Signed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Commands to devices and what became of them. Thread-safe. */
public final class Commands {
  private static final int OPEN = 100;

  private final Database database;
  private final InstantSource clock;
  private final JsonCodec codec = new JsonCodec();

  Commands(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A command as it was given. Immutable.
   *
   * @param message to be published, signed
   * @param outcome absent until the device replied
   * @param detail the device's words; empty until it replied
   */
  public record Given(
      DeviceAddress device,
      String id,
      String kind,
      Signed message,
      Instant expires,
      Optional<Instant> sent,
      Optional<Reply.Outcome> outcome,
      String detail,
      Optional<Instant> repliedAt) {}

  /**
   * Keeps a command that is to be sent.
   *
   * @throws HistoryException when the device is not known
   */
  public Given give(DeviceAddress device, Command command, Signer signer) {
    return database.write(
        h -> {
          Devices.Key key = Devices.require(h, device);
          Instant issued = clock.instant();
          long serial = Devices.nextSerial(h, "command", key, issued);
          Signed signed = signer.sign(serial, issued, codec.write((Record) command));
          String kind = command.getClass().getSimpleName().toLowerCase(Locale.ROOT);
          h.execute(
              """
              INSERT INTO command
                (tenant_id, store_id, device_id, serial, id, kind, issued, expires, message)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
              key.tenant(),
              key.store(),
              key.device(),
              serial,
              command.id(),
              kind,
              issued.toEpochMilli(),
              command.expires().toEpochMilli(),
              codec.write(signed));
          return new Given(
              device,
              command.id(),
              kind,
              signed,
              command.expires(),
              Optional.empty(),
              Optional.empty(),
              "",
              Optional.empty());
        });
  }

  /** Notes that a command was published. */
  public void sent(DeviceAddress device, long serial) {
    database.write(
        h -> {
          Devices.Key key = Devices.require(h, device);
          return h.execute(
              """
              UPDATE command SET sent = ?
              WHERE tenant_id = ? AND store_id = ? AND device_id = ? AND serial = ?""",
              clock.millis(),
              key.tenant(),
              key.store(),
              key.device(),
              serial);
        });
  }

  /** The command with this id, if the device was given it. */
  public Optional<Given> find(DeviceAddress device, String id) {
    return database.read(h -> list(h, device, 1, " AND id = ?", id)).stream().findFirst();
  }

  /** A device's commands, newest first. */
  public List<Given> list(DeviceAddress device, int limit) {
    return database.read(h -> list(h, device, limit, ""));
  }

  /** A device's commands that wait for a reply and have not expired, oldest first. */
  public List<Given> open(DeviceAddress device) {
    return database
        .read(h -> list(h, device, OPEN, " AND outcome IS NULL AND expires > ?", clock.millis()))
        .reversed();
  }

  private List<Given> list(
      Handle h, DeviceAddress device, int limit, String condition, Object... values) {
    Optional<Devices.Key> key = Devices.find(h, device);
    if (key.isEmpty()) {
      return List.of();
    }
    Query query =
        h.createQuery(
            "SELECT * FROM command WHERE tenant_id = ? AND store_id = ? AND device_id = ?"
                + condition
                + " ORDER BY serial DESC LIMIT ?");
    query.bind(0, key.get().tenant()).bind(1, key.get().store()).bind(2, key.get().device());
    for (int i = 0; i < values.length; i++) {
      query.bind(3 + i, values[i]);
    }
    return query.bind(3 + values.length, limit).map((row, context) -> given(device, row)).list();
  }

  private Given given(DeviceAddress device, ResultSet row) throws SQLException {
    return new Given(
        device,
        row.getString("id"),
        row.getString("kind"),
        codec.read(row.getString("message"), Signed.class),
        Instant.ofEpochMilli(row.getLong("expires")),
        Rows.instant(row, "sent"),
        Rows.text(row, "outcome").map(o -> Reply.Outcome.valueOf(o.toUpperCase(Locale.ROOT))),
        Rows.text(row, "detail").orElse(""),
        Rows.instant(row, "replied_at"));
  }
}
