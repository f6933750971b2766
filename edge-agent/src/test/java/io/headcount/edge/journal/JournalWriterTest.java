package io.headcount.edge.journal;

import static io.headcount.edge.journal.Entries.NOON;
import static io.headcount.edge.journal.Entries.entry;
import static io.headcount.edge.journal.Entries.numbers;
import static io.headcount.edge.journal.Entries.range;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalWriterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path dir;

  @Test
  void whatManyThreadsHandInIsAllInTheJournalOnceClosed() throws Exception {
    JournalWriter writer = JournalWriter.start(open());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int from = t * 2000;
      threads.add(Thread.startVirtualThread(() -> put(writer, from, from + 2000)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    writer.close();

    assertThat(writer.put(entry(0), Duration.ZERO)).as("closed").isFalse();
    assertThat(writer.status().overflowed()).isEqualTo(1);
    try (Journal journal = open()) {
      assertThat(numbers(journal, Journal.START))
          .containsExactlyInAnyOrderElementsOf(range(0, 8000));
    }
  }

  @Test
  void whatAPausedJournalRefusesIsCounted() throws Exception {
    JournalOptions small = new JournalOptions(2 << 20, 0.01, 1 << 20);
    try (JournalWriter writer = JournalWriter.start(Journal.open(dir, () -> NOON, small))) {
      int n = 0;
      while (writer.status().refused() == 0 && n < 100_000) {
        assertThat(writer.put(entry(n, 100), PATIENCE)).isTrue();
        n++;
      }
      WriterStatus status = writer.status();
      assertThat(status.refused()).isPositive();
      assertThat(status.journal().paused()).isPresent();
      assertThat(status.failure()).isEmpty();
    }
  }

  private static void put(JournalWriter writer, int from, int to) {
    try {
      for (int i = from; i < to; i++) {
        writer.put(entry(i), PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Journal open() {
    return Journal.open(dir, () -> NOON, JournalOptions.DEFAULT);
  }
}
