package io.headcount.edge.journal;

import io.headcount.edge.journal.EntryCodec.Stored;
import java.nio.BufferOverflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The append-only record of what was observed, in a folder that one process at a time may use.
 * Appending, syncing and closing are confined to the journal thread; all else is thread-safe.
 *
 * <p>An entry appended survives the death of the process at once and a power cut once {@link #sync}
 * returned. Each run begins a new file ({@link Segments}), and each entry knows its place and
 * carries a checksum ({@link EntryCodec}): damage hides the entries it hit and is reported, the
 * rest is read.
 */
public final class Journal implements AutoCloseable {
  /** Before every entry. */
  public static final long START = 0;

  private final Path dir;
  private final InstantSource clock;
  private final JournalOptions options;
  private final JournalLock lock;
  private final Losses losses = new Losses();
  private final Segments segments;
  private final DiskGuard guard;
  private final Optional<Instant> newestTime;

  /** Opened once there is room to: a full disk is no reason not to start. */
  private @Nullable LiveQueue queue;

  private volatile long newest;
  private final AtomicLong appended = new AtomicLong();
  private volatile Optional<String> paused = Optional.empty();

  private Journal(
      Path dir,
      InstantSource clock,
      JournalOptions options,
      LongSupplier ticker,
      JournalLock lock) {
    this.dir = dir;
    this.clock = clock;
    this.options = options;
    this.lock = lock;
    this.segments = new Segments(dir, losses);
    segments.seal();
    this.guard = new DiskGuard(dir, options, segments::bytes, ticker);
    this.newestTime = readNewestFile();
    ready();
  }

  /**
   * Opens the journal in this folder, which is made when missing, and proves that it can be written
   * and read.
   *
   * @param clock chooses files; may be wrong
   * @throws JournalException when the folder is in use or cannot be written
   */
  public static Journal open(Path dir, InstantSource clock, JournalOptions options) {
    return open(dir, clock, options, System::nanoTime);
  }

  /**
   * Reads what a journal holds now, beside a running agent or without one; changes nothing.
   *
   * @throws JournalException when there is no journal in the folder
   */
  public static JournalTailer read(Path dir) {
    return read(dir, Instant.EPOCH);
  }

  /**
   * The same, but for what lies in files that were begun well before a time: what is read may still
   * begin up to an hour before it.
   */
  public static JournalTailer read(Path dir, Instant since) {
    if (!Files.isDirectory(dir.resolve("live"))) {
      throw new JournalException(
          "there is no journal in %s: name the data folder of an agent".formatted(dir));
    }
    Segments segments = new Segments(dir, new Losses(), true);
    int newest = Math.max(segments.highestCycle(), 0);
    long end = segments.open(newest).map(Journal::end).orElse(START);
    int first = Math.clamp(Duration.between(Instant.EPOCH, since).toHours(), 0, newest);
    long after = first <= segments.oldestCycle() ? START : Position.before(first);
    return new JournalTailer(segments, () -> end, after);
  }

  private static long end(FrameReader file) {
    try (file) {
      while (file.next().isPresent()) {
        // to its end
      }
      return file.last();
    }
  }

  /**
   * The number of the process that uses the journal in this folder; asked from another process, it
   * disturbs nothing.
   *
   * @throws JournalException when this user may not see it
   */
  public static Optional<String> holder(Path dir) {
    return JournalLock.holder(dir);
  }

  static Journal open(Path dir, InstantSource clock, JournalOptions options, LongSupplier ticker) {
    JournalLock lock = JournalLock.take(dir);
    try {
      return new Journal(dir, clock, options, ticker, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The newest file of the last run: its end is the newest entry, and its damage is told early. */
  private Optional<Instant> readNewestFile() {
    int cycle = segments.highestCycle();
    Optional<Instant> time = Optional.empty();
    Optional<FrameReader> file = segments.open(Math.max(cycle, 0));
    if (file.isPresent()) {
      try (FrameReader reader = file.get()) {
        for (Optional<Stored> s = reader.next(); s.isPresent(); s = reader.next()) {
          time = s.map(Stored::at);
        }
        newest = reader.last();
        if (reader.damaged()) {
          segments.quarantine(cycle);
        }
      }
    }
    return time;
  }

  /**
   * Appends one entry.
   *
   * @return its position, or nothing when the journal is paused for want of room
   * @throws JournalException when it cannot be written, or is longer than 64 KiB
   */
  public OptionalLong append(JournalEntry entry) {
    LiveQueue live = ready();
    if (live == null) {
      return OptionalLong.empty();
    }
    long position = live.reserve();
    write(live, position, encode(position, entry));
    appended.incrementAndGet();
    return OptionalLong.of(position);
  }

  /** Makes sure that all appended entries are on the disk. */
  public void sync() {
    if (queue != null) {
      queue.sync();
    }
  }

  /** Asks for room again, so that a paused journal goes on. */
  private @Nullable LiveQueue ready() {
    paused = guard.paused();
    if (paused.isPresent()) {
      return null;
    }
    if (queue == null) {
      queue = begin();
    }
    return queue;
  }

  /**
   * Opens the queue and proves it with an entry of its own: without the JVM flags that it needs, a
   * queue opens well and then refuses to be written.
   */
  private LiveQueue begin() {
    int floor = segments.highestCycle() + 1;
    LiveQueue live = null;
    try {
      live = new LiveQueue(segments.live(), clock, floor, options.fileSize());
      long position = live.reserve();
      live.append(position, EntryCodec.probe(position, clock.instant()));
      live.sync();
      newest = position;
      readBack(position);
      return live;
    } catch (RuntimeException | LinkageError | AssertionError e) { // as the queue throws them
      if (live != null) {
        live.close();
      }
      throw new JournalException(
          "journal %s cannot be written (%s): start the JVM with --add-opens=java.base/%s and"
                  .formatted(dir, e.getMessage(), "java.lang.reflect=ALL-UNNAMED")
              + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED, and check the disk",
          e);
    }
  }

  private void readBack(long position) {
    try (FrameReader reader = segments.open(Position.cycle(position)).orElseThrow()) {
      if (reader.next().map(Stored::position).filter(read -> read == position).isEmpty()) {
        throw new IllegalStateException("what was written is not what is read");
      }
    }
  }

  private void write(LiveQueue live, long position, byte[] bytes) {
    try {
      live.append(position, bytes);
    } catch (RuntimeException e) {
      throw new JournalException(
          "journal %s cannot be written (%s): check the disk".formatted(dir, e.getMessage()), e);
    }
    guard.wrote(bytes.length);
    newest = position;
  }

  private static byte[] encode(long position, JournalEntry entry) {
    try {
      return EntryCodec.encode(position, entry);
    } catch (BufferOverflowException e) {
      throw new JournalException(
          "entry of %s is longer than %d bytes".formatted(entry.at(), EntryCodec.LONGEST), e);
    }
  }

  /**
   * Reads from after this position, {@link #START} for all, while appending goes on. A position
   * before what is retained reads from the oldest entry there is, and says so.
   */
  public JournalTailer tailer(long afterPosition) {
    return new JournalTailer(segments, this::newestPosition, afterPosition);
  }

  /** Position of the newest entry, at least; no entry has a later one. */
  public long newestPosition() {
    return newest;
  }

  /** Time of the newest entry when the journal was opened; no clock should start before it. */
  public Optional<Instant> newestTimeAtOpen() {
    return newestTime;
  }

  /** Bytes on disk. */
  public long bytes() {
    return segments.bytes();
  }

  /**
   * Deletes the oldest files: those last written before a time, and more until the rest fits the
   * budget. Only whole files go, and only those with nothing after this position.
   *
   * @return bytes that became free
   */
  public long deleteUpTo(long position, long budget, Instant older) {
    return segments.delete(
        Math.min(Position.cycle(position), Position.cycle(newest)), budget, older);
  }

  public JournalStatus status() {
    return new JournalStatus(
        appended.get(), bytes(), paused, losses.entries(), segments.quarantined(), losses.list());
  }

  @Override
  public void close() {
    try {
      if (queue != null) {
        queue.sync();
        queue.close();
        queue = null;
      }
    } finally {
      lock.close();
    }
  }
}
