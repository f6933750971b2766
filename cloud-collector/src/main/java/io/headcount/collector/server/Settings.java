package io.headcount.collector.server;

import io.headcount.collector.api.ApiOptions;
import io.headcount.collector.broker.BrokerOptions;
import io.headcount.collector.broker.EmbeddedBroker;
import io.headcount.collector.broker.Login;
import io.headcount.collector.config.BrokerConfig;
import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.config.DatabaseConfig;
import io.headcount.collector.config.HttpConfig;
import io.headcount.collector.config.RetentionConfig;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.Storage;
import io.headcount.delivery.link.Credentials;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.delivery.link.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** From the configuration to what each part wants to know. Stateless. */
public final class Settings {
  /** Transactions at a time, where the database can have several. */
  private static final int WRITERS = 4;

  private Settings() {}

  /** Where and how long the history is kept. */
  public static HistoryOptions history(CollectorConfig config) {
    RetentionConfig retention = config.retention();
    HistoryOptions.Keep usual = HistoryOptions.Keep.USUAL;
    return new HistoryOptions(
        storage(config.database()),
        new HistoryOptions.Keep(
            retention.minutes(),
            retention.hours(),
            retention.days(),
            retention.events(),
            usual.quarantined(),
            usual.deadLetters()));
  }

  /** Where the history is kept. */
  public static Storage storage(DatabaseConfig database) {
    return switch (database) {
      case DatabaseConfig.Sqlite sqlite -> new Storage.Sqlite(sqlite.file());
      case DatabaseConfig.PostgreSql server ->
          new Storage.PostgreSql(
              server.url(),
              server.user(),
              server.password().map(secret -> secret.reveal()).orElse(""),
              server.pool());
    };
  }

  /** Where the key is that boxes know this collector by. */
  public static Path signingKey(CollectorConfig config) {
    return config.data().resolve("signing.key");
  }

  static int writers(CollectorConfig config) {
    return switch (config.database()) {
      case DatabaseConfig.Sqlite _ -> 1;
      case DatabaseConfig.PostgreSql server -> Math.min(WRITERS, server.pool());
    };
  }

  static BrokerOptions broker(BrokerConfig.Embedded embedded, Path data) {
    Path folder = data.resolve("broker");
    return embedded
        .tls()
        .map(
            files ->
                BrokerOptions.encrypted(
                    folder,
                    embedded.bind(),
                    embedded.port(),
                    new BrokerOptions.Tls(files.certificate(), files.key())))
        .orElseGet(() -> BrokerOptions.loopback(folder, embedded.port()));
  }

  /** The broker names its schemes otherwise. */
  static URI mqtt(URI address) {
    String scheme = address.getScheme().equals("ssl") ? "mqtts" : "mqtt";
    return URI.create(scheme + "://" + address.getRawAuthority());
  }

  static LinkOptions link(CollectorConfig config, EmbeddedBroker broker) {
    Login own = broker.collector();
    LinkOptions options =
        LinkOptions.to(mqtt(broker.address()), "headcount-collector/" + config.name())
            .withCredentials(Optional.of(new Credentials(own.user(), own.reveal())))
            .withReceiveMaximum(config.broker().receiveMaximum());
    return remembered(options, config.broker());
  }

  static LinkOptions link(CollectorConfig config, BrokerConfig.External external) {
    boolean files = external.ca().isPresent() || external.identity().isPresent();
    LinkOptions options =
        LinkOptions.to(external.url(), "headcount-collector/" + config.name())
            .withCredentials(
                external
                    .login()
                    .map(login -> new Credentials(login.user(), login.password().reveal())))
            .withTls(
                files
                    ? Optional.of(
                        new TlsFiles(
                            external.ca(),
                            external
                                .identity()
                                .map(own -> new TlsFiles.Identity(own.certificate(), own.key()))))
                    : Optional.empty())
            .withReceiveMaximum(external.receiveMaximum());
    return remembered(options, external);
  }

  private static LinkOptions remembered(LinkOptions options, BrokerConfig broker) {
    return broker.sessionExpiry().isZero()
        ? options
        : options.resumedWithin(broker.sessionExpiry());
  }

  static ApiOptions api(CollectorConfig config) {
    HttpConfig http = config.http();
    return new ApiOptions(
        http.bind().getHostAddress(),
        http.port(),
        http.tls().map(files -> new ApiOptions.Tls(files.certificate(), files.key())),
        http.proxies(),
        http.allow(),
        ApiOptions.Rates.USUAL);
  }
}
