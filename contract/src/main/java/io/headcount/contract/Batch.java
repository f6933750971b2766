package io.headcount.contract;

import java.util.List;

/**
 * A stretch of one stream, published on {@code data} or {@code event}. Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param epoch which life of the box's database the numbers belong to
 * @param simulated no shop stands behind these numbers
 * @param entries one or more, of this stream; ascending, and without holes: each begins where the
 *     one before ended
 */
public record Batch(
    int v, String epoch, StreamName stream, boolean simulated, List<Entry> entries) {
  public static final int VERSION = 1;

  public Batch {
    entries = List.copyOf(entries);
    Check.version(v, VERSION);
    Check.name("epoch", epoch);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one entry");
    }
    long next = entries.getFirst().from();
    for (Entry entry : entries) {
      if (entry.from() != next) {
        throw new IllegalArgumentException(
            "entry %d follows where %d is due".formatted(entry.from(), next));
      }
      if (entry instanceof Entry.Row row && row.kind().stream() != stream) {
        throw new IllegalArgumentException(
            "entry %d, a %s, does not belong to %s"
                .formatted(row.seq(), row.kind().text(), stream.text()));
      }
      next = entry.to() + 1;
    }
  }

  public Batch(String epoch, StreamName stream, boolean simulated, List<Entry> entries) {
    this(VERSION, epoch, stream, simulated, entries);
  }

  /** The first number in it. */
  public long from() {
    return entries.getFirst().from();
  }

  /** The last number in it. */
  public long to() {
    return entries.getLast().to();
  }
}
