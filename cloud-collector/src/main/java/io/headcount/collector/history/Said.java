package io.headcount.collector.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headcount.contract.Birth;
import io.headcount.contract.Reply;
import io.headcount.contract.ReportedConfig;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Keeps what devices say of themselves. Confined to the transaction that uses it. */
final class Said {
  private static final long HOUR = 3_600_000;

  private final DeviceLoader loader;
  private final Plain database;
  private final IngestWriter writer;
  private final Names.Use names;
  private final List<News> news;

  Said(DeviceLoader loader, Plain database, IngestWriter writer, Names.Use names, List<News> news) {
    this.loader = loader;
    this.database = database;
    this.writer = writer;
    this.names = names;
    this.news = news;
  }

  void born(DeviceState device, Message.Born message) throws SQLException {
    Birth birth = message.birth();
    device.answer = true;
    int epoch = loader.epoch(device, birth.epoch(), message.at());
    if (epoch == device.epoch && birth.number() < device.birthNumber) {
      return; // overtaken by a later one
    }
    if (!device.online || birth.number() != device.birthNumber) {
      database.execute(
          "UPDATE device SET online = ?, online_since = ? WHERE id = ?",
          true,
          message.at(),
          device.key.device());
    }
    database.execute(
        "UPDATE device SET birth_number = ?, birth = ?, birth_at = ? WHERE id = ?",
        birth.number(),
        text(message),
        message.at(),
        device.key.device());
    device.online = true;
    device.birthNumber = birth.number();
    device.epoch = epoch;
    for (Birth.Camera camera : birth.cameras()) {
      names.camera(device, camera.id());
      for (Birth.Line line : camera.lines()) {
        names.counter(device, camera.id(), Names.LINE, line.id(), line.policy());
      }
      for (Birth.Zone zone : camera.zones()) {
        names.counter(device, camera.id(), Names.ZONE, zone.id(), zone.type());
      }
    }
    zone(device, birth.zone());
    news.add(new News.Came(device.address, birth));
  }

  /** A store whose clocks go otherwise has other hours: all that were rolled up are again. */
  private void zone(DeviceState device, String zone) throws SQLException {
    if (!known(zone)
        || database.execute(
                "UPDATE store SET zone = ? WHERE id = ? AND zone <> ?",
                zone,
                device.key.store(),
                zone)
            == 0) {
      return;
    }
    Set<Long> touched = new HashSet<>();
    database.query(
        """
        SELECT DISTINCT start FROM camera_rollup
        WHERE tenant_id = %d AND store_id = %d AND grain = 1"""
            .formatted(device.key.tenant(), device.key.store()),
        row -> {
          touched.add(row.getLong(1));
          touched.add(row.getLong(1) + HOUR - 1);
        });
    writer.dirty(device.key, touched);
  }

  private static boolean known(String zone) {
    try {
      return !ZoneId.of(zone).getId().isEmpty();
    } catch (DateTimeException e) {
      return false; // a box with newer zones than ours keeps the store's old one
    }
  }

  void died(DeviceState device, Message.Died message) throws SQLException {
    if (message.death().number() < device.birthNumber || !device.online) {
      return; // of a connection before the current one
    }
    database.execute(
        "UPDATE device SET online = ?, online_since = ? WHERE id = ?",
        false,
        message.at(),
        device.key.device());
    device.online = false;
    news.add(new News.Left(device.address, message.death()));
  }

  void healthy(DeviceState device, Message.Healthy message) throws SQLException {
    int updated =
        database.execute(
            """
            UPDATE device SET health = ?, health_at = ?
            WHERE id = ? AND (health_at IS NULL OR health_at <= ?)""",
            text(message),
            message.at(),
            device.key.device(),
            message.at());
    if (updated > 0) {
      news.add(new News.Felt(device.address, message.health()));
    }
  }

  void configured(DeviceState device, Message.Configured message) throws SQLException {
    ReportedConfig config = message.config();
    database.execute(
        "UPDATE device SET reported = ?, reported_at = ? WHERE id = ?",
        text(message),
        message.at(),
        device.key.device());
    database.execute(
        """
        UPDATE desired_config SET state = ?, reasons = ?, reported_at = ?
        WHERE tenant_id = ? AND store_id = ? AND device_id = ? AND serial = ?""",
        config.state().name().toLowerCase(Locale.ROOT),
        String.join("\n", config.reasons()),
        message.at(),
        device.key.tenant(),
        device.key.store(),
        device.key.device(),
        config.serial());
    news.add(new News.Configured(device.address, config));
  }

  void replied(DeviceState device, Message.Replied message) throws SQLException {
    Reply reply = message.reply();
    int first =
        database.execute(
            """
            UPDATE command SET outcome = ?, detail = ?, replied_at = ?
            WHERE tenant_id = ? AND store_id = ? AND device_id = ? AND serial = ?
              AND outcome IS NULL""",
            reply.outcome().name().toLowerCase(Locale.ROOT),
            reply.detail(),
            message.at(),
            device.key.tenant(),
            device.key.store(),
            device.key.device(),
            reply.serial());
    if (first > 0) {
      news.add(new News.Replied(device.address, reply));
    }
  }

  private static String text(Message message) {
    return new String(message.source().payload(), UTF_8);
  }
}
