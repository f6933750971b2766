package io.headcount.edge.setup;

import io.headcount.edge.capture.Ticker;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.JournalTailer;
import io.headcount.edge.journal.JournalTailer.Positioned;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the last hours of the journal beside the running agent, for half of the time of one
 * processor core at most. Immutable.
 */
final class JournalReading {
  private static final int BATCH = 500;

  private final Path journal;
  private final Ticker ticker;

  JournalReading(Path journal, Ticker ticker) {
    this.journal = journal;
    this.ticker = ticker;
  }

  /**
   * Hands on each entry from a time on, in order, to the end as it is now.
   *
   * @param each takes an entry; false ends the reading
   */
  void read(Instant from, Predicate<JournalEntry> each) throws InterruptedException {
    try (JournalTailer tailer = Journal.read(journal, from)) {
      long begun = ticker.nanos();
      int count = 0;
      for (Optional<Positioned> next = tailer.next(); next.isPresent(); next = tailer.next()) {
        JournalEntry entry = next.get().entry();
        if (!entry.at().isBefore(from) && !each.test(entry)) {
          return;
        }
        if (++count % BATCH == 0) {
          ticker.pause(Math.max(1_000_000, ticker.nanos() - begun));
          begun = ticker.nanos();
        }
      }
    }
  }
}
