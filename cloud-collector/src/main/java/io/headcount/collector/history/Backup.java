package io.headcount.collector.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/** Copies the history while it is written. Thread-safe. */
public final class Backup {
  private final Database database;

  Backup(Database database) {
    this.database = database;
  }

  /**
   * Writes a copy as of now: an SQLite file, or what {@code pg_dump} writes in its custom format.
   * It appears under its name when it is complete and on the disk.
   *
   * @throws HistoryException when the file is there already or cannot be written
   */
  public void to(Path file) {
    if (Files.exists(file)) {
      throw new HistoryException("backup %s is there already: name another file".formatted(file));
    }
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      Files.deleteIfExists(partial); // of a backup that was cut off
      switch (database.storage()) {
        case Storage.Sqlite sqlite -> SqliteFile.copy(sqlite.file(), partial);
        case Storage.PostgreSql postgres -> PostgresTools.dump(postgres, partial);
      }
      sync(partial);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      sync(file.toAbsolutePath().resolveSibling(""));
    } catch (IOException e) {
      throw new HistoryException(
          "backup %s cannot be written (%s): choose a folder with room that may be written to"
              .formatted(file, e),
          false,
          e);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** Puts a file, or the names in a folder, on the disk. */
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
