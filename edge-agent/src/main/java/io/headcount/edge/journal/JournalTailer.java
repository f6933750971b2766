package io.headcount.edge.journal;

import io.headcount.edge.journal.EntryCodec.Stored;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads the journal in order. Confined to one thread, any one. */
public final class JournalTailer implements AutoCloseable {
  private final Segments segments;
  private final LongSupplier newest;
  private final Optional<String> notice;
  private Optional<FrameReader> reader = Optional.empty();
  private long last;

  /** An entry and its place, from which a later tailer goes on. Immutable. */
  public record Positioned(long position, JournalEntry entry) {}

  JournalTailer(Segments segments, LongSupplier newest, long after) {
    this.segments = segments;
    this.newest = newest;
    boolean unknown = Position.cycle(after) > segments.highestCycle();
    boolean gone = after > Journal.START && Position.cycle(after) < segments.oldestCycle();
    if (unknown) {
      notice =
          Optional.of("position %x is not of this journal: reading all of it".formatted(after));
    } else if (gone) {
      notice =
          Optional.of(
              "what follows position %x was deleted: reading what is left".formatted(after));
    } else {
      notice = Optional.empty();
    }
    last = unknown ? Journal.START : after;
  }

  /** Why it did not begin where it was told to; absent when it did. */
  public Optional<String> notice() {
    return notice;
  }

  /**
   * The next entry that can be read; absent when there is none yet.
   *
   * @throws JournalException when the disk fails
   */
  public Optional<Positioned> next() {
    while (last < newest.getAsLong()) {
      if (reader.isEmpty()) {
        reader = segments.open(Position.cycle(last + 1));
        if (reader.isEmpty()) {
          return Optional.empty();
        }
      }
      Optional<Stored> stored = reader.get().next();
      if (stored.isEmpty()) {
        endOfFile(reader.get());
      } else if (stored.get().position() > last) {
        last = stored.get().position();
        if (stored.get().entry().isPresent()) {
          return Optional.of(new Positioned(last, stored.get().entry().get()));
        }
      }
    }
    return Optional.empty();
  }

  private void endOfFile(FrameReader file) {
    long written = newest.getAsLong();
    if (file.cycle() == Position.cycle(written)) {
      if (file.last() < written) {
        file.skipTo(written);
      }
      last = written;
      return;
    }
    file.close();
    reader = Optional.empty();
    if (file.damaged()) {
      segments.quarantine(file.cycle());
    }
    last = Math.max(last, Position.before(file.cycle() + 1));
  }

  @Override
  public void close() {
    reader.ifPresent(FrameReader::close);
    reader = Optional.empty();
  }
}
