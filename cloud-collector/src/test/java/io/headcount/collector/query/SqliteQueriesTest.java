package io.headcount.collector.query;

import io.headcount.collector.history.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What the history answers on SQLite. */
final class SqliteQueriesTest extends QueriesSuite {
  @TempDir private Path folder;

  @Override
  Storage newStorage() {
    return new Storage.Sqlite(folder.resolve("history.db"));
  }
}
