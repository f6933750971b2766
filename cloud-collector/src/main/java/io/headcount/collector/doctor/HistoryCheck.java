package io.headcount.collector.doctor;

import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.config.DatabaseConfig;
import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryException;
import io.headcount.collector.server.Settings;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;

/** The database can be reached and its tables are those of this version. */
record HistoryCheck(CollectorConfig config, InstantSource clock) implements Check {
  @Override
  public String name() {
    return "history";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Finding run() {
    // opening makes what is not there, and a doctor changes nothing
    if (config.database() instanceof DatabaseConfig.Sqlite sqlite
        && Files.notExists(sqlite.file())) {
      return Finding.ok(name(), sqlite.file() + " is not there yet, the collector makes it");
    }
    try (History history = History.open(Settings.history(config), clock)) {
      return Finding.ok(
          name(),
          "%s, %s, generation %s"
              .formatted(config.database(), history.version(), history.generation()));
    } catch (HistoryException e) {
      return Finding.fail(
          name(), config.database() + " cannot be used", String.valueOf(e.getMessage()));
    }
  }
}
