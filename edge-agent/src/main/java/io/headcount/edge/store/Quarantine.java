package io.headcount.edge.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/** Puts a damaged database away, so that the agent starts. Confined to the store thread. */
final class Quarantine {
  private static final Logger LOG = System.getLogger(Quarantine.class.getName());

  private final Path file;
  private final InstantSource clock;

  Quarantine(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Says what was lost, if the database was damaged. */
  Optional<String> moveIfDamaged() throws IOException, SQLException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Optional<String> damage = check();
    if (damage.isEmpty()) {
      return Optional.empty();
    }
    Path folder = file.resolveSibling("quarantine");
    Files.createDirectories(folder);
    String stamp = Long.toString(clock.instant().toEpochMilli());
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Path part = file.resolveSibling(file.getFileName() + suffix);
      if (Files.exists(part)) {
        Files.move(part, folder.resolve(stamp + "-" + part.getFileName()));
      }
    }
    String report = "database %s moved to %s: %s".formatted(file, folder, damage.get());
    LOG.log(Level.ERROR, report);
    return Optional.of(report);
  }

  private Optional<String> check() throws SQLException {
    try (Connection db = Sqlite.writer(file)) {
      String answer = Sqlite.text(db, "PRAGMA quick_check(1)");
      return answer.equals("ok") ? Optional.empty() : Optional.of(answer + held(db));
    } catch (SQLException e) {
      if (Sqlite.damaged(e)) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** What it held, as far as that can still be read. */
  private static String held(Connection db) {
    try {
      return Sqlite.text(
          db,
          """
          SELECT printf('; it held %d windows, from %s to %s', count(*),
            datetime(min(start) / 1000, 'unixepoch'), datetime(max(start) / 1000, 'unixepoch'))
          FROM windows""");
    } catch (SQLException e) {
      return "; what it held cannot be read";
    }
  }
}
