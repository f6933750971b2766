package io.headcount.edge.doctor;

import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.JournalException;
import io.headcount.edge.journal.JournalOptions;
import io.headcount.edge.journal.JournalTailer;
import io.headcount.edge.journal.JournalTailer.Positioned;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import io.headcount.program.doctor.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A journal of its own on the same disk takes entries, syncs them and gives them back. */
final class JournalCheck implements Check {
  private static final int ENTRIES = 20;
  private static final JournalOptions SMALL = new JournalOptions(64L << 20, 0.001, 1L << 20);

  /** Of one sync; the agent syncs four times a second. */
  private static final Duration SLOW = Duration.ofMillis(200);

  private final Path data;
  private final InstantSource clock;
  private final LongSupplier ticker;

  /**
   * @param ticker nanoseconds that never run backwards
   */
  JournalCheck(Path data, InstantSource clock, LongSupplier ticker) {
    this.data = data;
    this.clock = clock;
    this.ticker = ticker;
  }

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Finding run() throws IOException {
    try (Scratch scratch = Scratch.beneath(data);
        Journal journal = Journal.open(scratch.folder().resolve("journal"), clock, SMALL)) {
      return tried(journal);
    } catch (JournalException e) {
      return Finding.fail(name(), "cannot be written", String.valueOf(e.getMessage()));
    }
  }

  private Finding tried(Journal journal) {
    List<String> written = new ArrayList<>();
    Duration longest = Duration.ZERO;
    for (int i = 0; i < ENTRIES; i++) {
      String revision = "doctor " + i;
      if (journal.append(new JournalEntry.Started(clock.instant(), revision)).isEmpty()) {
        String paused = journal.status().paused().orElse("it does not say why");
        return Finding.fail(name(), "takes no entry: " + paused, "free some room on the disk");
      }
      written.add(revision);
      long before = ticker.getAsLong();
      journal.sync();
      Duration sync = Duration.ofNanos(ticker.getAsLong() - before);
      longest = sync.compareTo(longest) > 0 ? sync : longest;
    }
    if (!read(journal).equals(written)) {
      return Finding.fail(
          name(),
          "gives back other entries than it was given",
          "do not trust this disk: look for its errors with dmesg, and replace it");
    }
    String found =
        "%d entries written and read back, longest sync %d ms"
            .formatted(ENTRIES, longest.toMillis());
    return longest.compareTo(SLOW) > 0
        ? Finding.warn(name(), found, "use a faster disk: a power cut may cost what was not synced")
        : Finding.ok(name(), found);
  }

  private static List<String> read(Journal journal) {
    List<String> revisions = new ArrayList<>();
    try (JournalTailer tailer = journal.tailer(Journal.START)) {
      for (Optional<Positioned> p = tailer.next(); p.isPresent(); p = tailer.next()) {
        if (p.get().entry() instanceof JournalEntry.Started(_, String revision)) {
          revisions.add(revision);
        }
      }
    }
    return revisions;
  }
}
