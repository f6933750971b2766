package io.headcount.collector.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.Storage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the history answers on SQLite. */
final class SqliteQueriesTest extends QueriesSuite {
  @TempDir private Path folder;

  @Override
  Storage newStorage() {
    return new Storage.Sqlite(folder.resolve("history.db"));
  }

  /** Going through all minutes of a week would take a chain of shops seconds. */
  @Test
  void theNewestMinuteOfEachStoreIsLookedUp() {
    Storage storage = new Storage.Sqlite(folder.resolve("empty.db"));
    try (History empty = History.open(new HistoryOptions(storage), () -> Instant.EPOCH)) {
      List<String> plan =
          empty.read(
              h ->
                  h.createQuery(
                          "EXPLAIN QUERY PLAN " + Current.LATEST.replace("<stores>", "1, 2, 3"))
                      .bind("tenant", 1)
                      .bind("back", 0)
                      .bind("ahead", 1)
                      .map((row, context) -> row.getString("detail"))
                      .list());
      assertThat(plan).anyMatch(step -> step.startsWith("SEARCH m ") && step.contains("start=?"));
    }
  }
}
