package io.headcount.collector.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The history in a file. */
final class SqliteHistoryTest extends HistorySuite {
  private final AtomicInteger files = new AtomicInteger();

  @Override
  Storage newStorage() {
    Path file = folder.resolve("history" + files.incrementAndGet() + ".db");
    return new Storage.Sqlite(file);
  }

  @Override
  int orders() {
    return 25;
  }

  @Test
  void everyCommitIsOnTheDisk() {
    history
        .database()
        .write(
            h -> {
              assertThat(h.createQuery("PRAGMA journal_mode").mapTo(String.class).one())
                  .isEqualTo("wal");
              assertThat(h.createQuery("PRAGMA synchronous").mapTo(Integer.class).one())
                  .isEqualTo(2);
              return true;
            });
  }
}
