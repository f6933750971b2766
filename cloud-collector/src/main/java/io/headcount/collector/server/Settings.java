package io.headcount.collector.server;

import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.config.DatabaseConfig;
import io.headcount.collector.config.RetentionConfig;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.HistoryOptions.Keep;
import io.headcount.collector.history.Storage;
import io.headcount.program.settings.Secret;

/** From what the configuration says to what the history wants to know. */
public final class Settings {
  private Settings() {}

  /** Where the history is and how long it is kept. */
  public static HistoryOptions history(CollectorConfig config) {
    RetentionConfig kept = config.retention();
    return new HistoryOptions(
        storage(config.database()),
        new Keep(
            kept.minutes(),
            kept.hours(),
            kept.days(),
            kept.events(),
            Keep.USUAL.quarantined(),
            Keep.USUAL.deadLetters()));
  }

  /** Where the history is. */
  public static Storage storage(DatabaseConfig database) {
    return switch (database) {
      case DatabaseConfig.Sqlite sqlite -> new Storage.Sqlite(sqlite.file());
      case DatabaseConfig.PostgreSql server ->
          new Storage.PostgreSql(
              server.url(),
              server.user(),
              server.password().map(Secret::reveal).orElse(""),
              server.pool());
    };
  }
}
