package io.headcount.edge.count;

import io.headcount.analytics.scene.SceneEvent;
import io.headcount.contract.CountWindow;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.JournalTailer;
import io.headcount.edge.journal.JournalTailer.Positioned;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Counts a journal again from its beginning. Confined to one thread. */
public final class Replay {
  private final Counting counting;
  private final UnaryOperator<JournalEntry> read;

  private Replay(SceneBook book, UnaryOperator<JournalEntry> read) {
    this.counting = new Counting(book, CountingState.EMPTY);
    this.read = read;
  }

  /** With the scenes that held when the journal was written. */
  public static Replay asItWas(SceneBook book) {
    return new Replay(book, entry -> entry);
  }

  /** With one configuration throughout, as if it had held all the time. */
  public static Replay with(String revision, SceneBook book) {
    return new Replay(
        book,
        entry ->
            switch (entry) {
              case JournalEntry.Started(var at, var _) -> new JournalEntry.Started(at, revision);
              case JournalEntry.Changed(var at, var _) -> new JournalEntry.Changed(at, revision);
              case JournalEntry.Observed observed -> observed;
              case JournalEntry.Unobserved unobserved -> unobserved;
            });
  }

  /**
   * Hands on every minute that closes, and the minute still open at the end of the journal is left
   * out.
   *
   * @param upTo position of the last entry to count
   * @return entries counted
   */
  public long windows(JournalTailer journal, long upTo, Consumer<CountWindow> each) {
    long entries = 0;
    for (Optional<Positioned> next = journal.next();
        next.isPresent() && next.get().position() <= upTo;
        next = journal.next()) {
      for (Counted counted : counting.apply(read.apply(next.get().entry()))) {
        if (counted.event() instanceof SceneEvent.WindowClosed closed) {
          each.accept(Messages.window(counted.camera(), counted.revision(), closed.window()));
        }
      }
      entries++;
    }
    return entries;
  }
}
