package io.headcount.collector.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;

/** Brings a history back from a backup. Stateless. */
public final class Restore {
  private Restore() {}

  /**
   * Makes a backup the history, and that a new generation: devices send again what they hold and
   * the backup does not. No collector may run meanwhile.
   *
   * @param storage where the history is to be; a PostgreSQL database must hold nothing else
   * @param force what is there already is lost
   * @throws HistoryException when there is a history already and no {@code force}, or the file is
   *     no backup of this kind of storage
   */
  public static void from(Path file, Storage storage, boolean force, InstantSource clock) {
    if (!Files.isRegularFile(file)) {
      throw new HistoryException("backup %s is not there: check its name".formatted(file));
    }
    switch (storage) {
      case Storage.Sqlite sqlite -> toFile(file, sqlite, force, clock.instant());
      case Storage.PostgreSql postgres -> toServer(file, postgres, force, clock.instant());
    }
  }

  private static void toFile(Path file, Storage.Sqlite storage, boolean force, Instant now) {
    Path target = storage.file();
    Path copy = target.resolveSibling(target.getFileName() + ".restoring");
    try {
      SqliteFile.requireHistory(file);
      if (Files.exists(target)) {
        requireForce(storage, force);
        SqliteFile.requireUnused(target);
      }
      Files.createDirectories(target.toAbsolutePath().resolveSibling(""));
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      renew(new Storage.Sqlite(copy), now);
      Backup.sync(copy);
      Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
      Backup.sync(target.toAbsolutePath().resolveSibling(""));
    } catch (IOException e) {
      throw new HistoryException(
          "%s cannot be restored (%s): make its folder writable, with room for the backup"
              .formatted(storage, e),
          false,
          e);
    } catch (SQLException e) {
      throw new HistoryException(
          "backup %s cannot be restored (%s): use a file that this program's backup wrote, and stop the collector meanwhile"
              .formatted(file, e.getMessage()),
          false,
          e);
    }
  }

  private static void toServer(Path file, Storage.PostgreSql storage, boolean force, Instant now) {
    PostgresTools.requireBackup(storage, file);
    try (PostgresDialect server = PostgresDialect.open(storage)) {
      if (server.hasTables()) {
        requireForce(storage, force);
        server.dropTables();
      }
    } catch (SQLException e) {
      throw new HistoryException(
          "%s cannot be emptied (%s): check that it is there and stop all collectors"
              .formatted(storage, e.getMessage()),
          false,
          e);
    }
    PostgresTools.restore(storage, file);
    renew(storage, now);
  }

  private static void renew(Storage storage, Instant now) {
    try (Database database = Database.open(storage)) {
      database.write(
          h -> {
            Generation.renew(h, now);
            // what was ended since the backup must not come back
            h.execute("DELETE FROM session");
            h.execute("DELETE FROM invitation");
            return true;
          });
    }
  }

  private static void requireForce(Storage storage, boolean force) {
    if (!force) {
      throw new HistoryException(
          "%s holds a history already: restore to another place, or allow it to be lost"
              .formatted(storage));
    }
  }
}
