package io.headcount.edge.journal;

import java.nio.file.Path;
import java.time.InstantSource;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/**
 * The Chronicle Queue that this run appends to, and nothing else does. Confined to the journal
 * thread.
 *
 * <p>Its time only chooses the file, never goes back, and begins after the newest file that there
 * is, so a clock that is wrong cannot append into the past.
 */
final class LiveQueue implements AutoCloseable {
  /** Small, because a file takes up at least this much, and large enough for any entry. */
  private static final int BLOCK = 1 << 18;

  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final InstantSource clock;
  private final long fileSize;

  private volatile long queueMillis;
  private int floor;
  private long last;
  private long inFile;

  /**
   * @param floor the first cycle to use
   * @param fileSize bytes after which the next file begins
   */
  LiveQueue(Path folder, InstantSource clock, int floor, long fileSize) {
    this.clock = clock;
    this.floor = floor;
    this.fileSize = fileSize;
    this.last = Position.before(floor);
    this.queueMillis = Position.startOf(floor);
    // also a flag of every JVM we start; nothing of ours may report to a third party
    System.setProperty("chronicle.analytics.disable", "true");
    queue =
        SingleChronicleQueueBuilder.binary(folder)
            .rollCycle(Position.ROLL)
            .timeProvider(() -> queueMillis)
            .blockSize(BLOCK)
            .syncMode(SyncMode.SYNC)
            .build();
    try {
      appender = queue.createAppender();
      // made by the thread that starts the journal thread, which then alone uses it
      appender.singleThreadedCheckDisabled(true);
    } catch (RuntimeException e) {
      queue.close();
      throw e;
    }
  }

  /** The position that the next append gets. */
  long reserve() {
    int present = Position.cycle(last);
    if (inFile > fileSize && present >= floor) {
      floor = present + 1;
    }
    int wanted = Math.max(floor, Position.cycleAt(clock.instant().toEpochMilli()));
    floor = wanted;
    queueMillis = Position.startOf(wanted);
    return wanted == present ? last + 1 : Position.first(wanted);
  }

  /** Appends the bytes of the entry made for this reserved position. */
  void append(long position, byte[] entry) {
    appender.writeBytes(Bytes.wrapForRead(entry));
    if (appender.lastIndexAppended() != position) {
      throw new IllegalStateException(
          "appended at %x, not at %x".formatted(appender.lastIndexAppended(), position));
    }
    inFile = Position.cycle(position) == Position.cycle(last) ? inFile + entry.length : 0;
    last = position;
  }

  /** All that was appended is on the disk afterwards; the mode alone does not do that. */
  void sync() {
    appender.sync();
  }

  @Override
  public void close() {
    appender.close();
    queue.close();
  }
}
