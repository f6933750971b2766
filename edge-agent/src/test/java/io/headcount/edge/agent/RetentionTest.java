package io.headcount.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.CountWindow;
import io.headcount.contract.StreamName;
import io.headcount.edge.config.JournalConfig;
import io.headcount.edge.count.CountedBox;
import io.headcount.edge.count.Walkers;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalOptions;
import io.headcount.edge.journal.SteadyClock;
import io.headcount.edge.store.Keep;
import io.headcount.edge.store.StateDb;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final Instant FIRST = Instant.parse("2026-03-02T09:00:00Z");

  @TempDir private Path dir;

  @Test
  void whatIsTooOldGoesAtMostOnceAMinute() {
    try (CountedBox box = CountedBox.open(dir)) {
      box.append(List.of(Walkers.started(Walkers.MORNING, CountedBox.REVISION)));
      box.append(Walkers.walk(Walkers.MORNING, Duration.ofMinutes(10))).count();
    }
    assertThat(starts()).hasSize(10).startsWith(FIRST);
    try (StateDb database = StateDb.open(dir.resolve("state.db"), InstantSource.system());
        Journal journal =
            Journal.open(dir.resolve("journal"), InstantSource.system(), JournalOptions.DEFAULT)) {
      SteadyClock clock =
          SteadyClock.start(InstantSource.system(), System::nanoTime, dir.resolve("time.mark"));
      Retention retention =
          new Retention(
              journal, database, clock, new JournalConfig(1L << 30, Duration.ofMinutes(10)));
      Instant now = FIRST.plus(Duration.ofMinutes(14));
      retention.committed(journal.newestPosition(), now);
      assertThat(starts()).hasSize(6).startsWith(FIRST.plus(Duration.ofMinutes(4)));

      retention.committed(journal.newestPosition(), now.plusSeconds(59));
      assertThat(starts()).hasSize(6);
      retention.committed(journal.newestPosition(), now.plusSeconds(60));
      assertThat(starts()).hasSize(5);
      // the snapshot and the observations stay: counting goes on
      assertThat(database.snapshot()).isPresent();
      assertThat(journal.bytes()).isPositive();
    }
  }

  @Test
  void aDatabaseThatCannotBeCutBackDoesNotStopCounting() throws Exception {
    try (CountedBox box = CountedBox.open(dir)) {
      box.append(List.of(Walkers.started(Walkers.MORNING, CountedBox.REVISION)));
      box.append(Walkers.walk(Walkers.MORNING, Duration.ofMinutes(3))).count();
    }
    Path file = dir.resolve("state.db");
    try (StateDb database = StateDb.open(file, InstantSource.system());
        Journal journal =
            Journal.open(dir.resolve("journal"), InstantSource.system(), JournalOptions.DEFAULT);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      SteadyClock clock =
          SteadyClock.start(InstantSource.system(), System::nanoTime, dir.resolve("time.mark"));
      JournalConfig bounds = new JournalConfig(1L << 30, Duration.ofDays(1));
      Keep keep = new Keep.ForCollector(Duration.ofDays(1), 1, Set.of(StreamName.WINDOWS));
      Retention retention = new Retention(journal, database, clock, bounds, keep);
      Instant now = FIRST.plus(Duration.ofDays(2));
      statement.execute("BEGIN IMMEDIATE");
      retention.committed(journal.newestPosition(), now);
      assertThat(starts()).hasSize(3);

      statement.execute("ROLLBACK");
      retention.committed(journal.newestPosition(), now.plusSeconds(60));
      assertThat(starts()).as("what nobody has stays for its hour").hasSize(3);
    }
  }

  private List<Instant> starts() {
    return CountedBox.stored(dir.resolve("state.db")).stream()
        .filter(window -> window.camera().equals("door"))
        .map(CountWindow::start)
        .toList();
  }
}
