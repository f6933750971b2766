package io.headcount.edge.doctor;

import io.headcount.edge.store.StateDb;
import io.headcount.edge.store.StoreException;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import io.headcount.program.doctor.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** SQLite's library loads, and in a version that does not damage databases. */
final class SqliteCheck implements Check {
  private final Path data;

  SqliteCheck(Path data) {
    this.data = data;
  }

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Finding run() throws IOException {
    try (Scratch scratch = Scratch.beneath(data)) {
      return Finding.ok(name(), "SQLite " + StateDb.sqliteVersion(scratch.folder()));
    } catch (StoreException | LinkageError e) {
      return Finding.fail(name(), "cannot be used", String.valueOf(e.getMessage()));
    }
  }
}
