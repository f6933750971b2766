package io.headcount.edge.count;

import io.headcount.edge.capture.Ticker;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.JournalOptions;
import io.headcount.edge.journal.JournalWriter;
import io.headcount.edge.store.StateDb;
import io.headcount.edge.store.StateReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** The agent's recording and counting in a program of its own, fed with walkers until killed. */
public final class Feeder {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Feeder() {}

  public static void main(String[] args) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path data = Path.of(args[0]);
    InstantSource wall = InstantSource.system();
    Journal journal = Journal.open(data.resolve("journal"), wall, JournalOptions.DEFAULT);
    Instant at = journal.newestTimeAtOpen().orElse(Walkers.MORNING).plusSeconds(3);
    Path file = data.resolve("state.db");
    StateDb database = StateDb.open(file, wall);
    Ledger.remember(database, CountedBox.REVISION, CountedBox.SCENES, at);
    Ledger ledger = new Ledger(database, CountedBox.SCENES);
    JournalWriter writer = JournalWriter.start(journal);
    CountingLoop loop =
        new CountingLoop(
            ledger,
            journal.tailer(ledger.position()),
            ZoneOffset.UTC,
            new StateReader(file)::totals,
            (position, moment) -> {},
            wall,
            Ticker.system());
    Thread.ofPlatform().name("counting").start(loop);
    writer.put(Walkers.started(at, CountedBox.REVISION), PATIENCE);
    StateReader stored = new StateReader(file);
    out.println("ready");
    // as fast as it is counted, with a few minutes between; each is said once it is handed over
    for (int minute = 0; minute < 100_000; minute++) {
      Instant from = at.plus(Duration.ofMinutes(minute));
      for (JournalEntry entry : Walkers.walk(from, Duration.ofMinutes(1))) {
        writer.put(entry, PATIENCE);
      }
      out.println(minute);
      while (stored.windowCount() < 2L * (minute - 3)) {
        Thread.sleep(Duration.ofMillis(5));
      }
    }
  }
}
