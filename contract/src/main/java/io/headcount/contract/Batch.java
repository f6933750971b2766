package io.headcount.contract;

import java.util.List;

/**
 * A stretch of one stream, published on {@code data} or {@code event}. Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param epoch which life of the box's database the numbers belong to
 * @param simulated no shop stands behind these numbers
 * @param entries one or more; ascending, and without holes: each begins after the one before ends
 */
public record Batch(
    int v, String epoch, StreamName stream, boolean simulated, List<Entry> entries) {
  public static final int VERSION = 1;

  public Batch {
    entries = List.copyOf(entries);
    if (v < 1) {
      throw new IllegalArgumentException("version " + v);
    }
    if (epoch.isBlank() || epoch.length() > 64) {
      throw new IllegalArgumentException("an epoch has 1 to 64 characters");
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one entry");
    }
    long next = entries.getFirst().from();
    for (Entry entry : entries) {
      if (entry.from() != next) {
        throw new IllegalArgumentException(
            "entry %d follows where %d is due".formatted(entry.from(), next));
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
