package io.headcount.collector.query;

import io.headcount.collector.history.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Measures on SQLite. */
final class SqliteMeasuresTest extends MeasuresSuite {
  @TempDir private Path folder;

  @Override
  Storage newStorage() {
    return new Storage.Sqlite(folder.resolve("history.db"));
  }
}
