package io.headcount.edge.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets many threads append to the journal: owns it, and the thread {@code journal} that alone
 * writes it and syncs it at least every 250 ms. Thread-safe.
 *
 * <p>No entry is lost without being counted: one that finds the queue full waits for the given time
 * and is then an overflow, one that finds the journal paused is refused.
 */
public final class JournalWriter implements AutoCloseable {
  private static final Logger LOG = System.getLogger(JournalWriter.class.getName());
  private static final Duration SYNC_EVERY = Duration.ofMillis(250);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  /** Some seconds of a busy box; a full queue makes {@link #put} wait. */
  private static final int CAPACITY = 1024;

  private final Journal journal;
  private final BlockingQueue<JournalEntry> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong overflowed = new AtomicLong();
  private final Thread thread;

  /** Touched by the journal thread only. */
  private boolean unsynced;

  private long syncedAt;
  private boolean refusing;

  /** A start that a paused journal refused: written first when it goes on, or all else is lost. */
  private Optional<JournalEntry> owed = Optional.empty();

  private volatile Optional<JournalException> failure = Optional.empty();
  private volatile boolean stopping;

  private JournalWriter(Journal journal) {
    this.journal = journal;
    this.thread = Thread.ofPlatform().name("journal").unstarted(this::run);
  }

  /** Takes over the journal, which from now on only this writes and closes. */
  public static JournalWriter start(Journal journal) {
    JournalWriter writer = new JournalWriter(journal);
    writer.thread.start();
    return writer;
  }

  /**
   * Hands an entry over.
   *
   * @param patience how long to wait while the queue is full
   * @return false when it was not taken: it is counted and will not be in the journal
   */
  public boolean put(JournalEntry entry, Duration patience) throws InterruptedException {
    boolean taken =
        !stopping
            && failure.isEmpty()
            && queue.offer(entry, patience.toNanos(), TimeUnit.NANOSECONDS);
    if (!taken && overflowed.getAndIncrement() == 0) {
      LOG.log(Level.WARNING, "the journal does not keep up, entries are lost and counted");
    }
    return taken;
  }

  public WriterStatus status() {
    return new WriterStatus(
        journal.status(), queue.size(), refused.get(), overflowed.get(), failure);
  }

  /** What is handed in is written before this returns, unless that takes more than 5 s. */
  @Override
  public void close() {
    stopping = true;
    try {
      if (!thread.join(STOP_WITHIN)) {
        LOG.log(Level.ERROR, "the journal did not stop within {0}", STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (journal) {
      syncedAt = System.nanoTime();
      while (!stopping || !queue.isEmpty()) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (JournalException e) {
      failure = Optional.of(e);
      LOG.log(Level.ERROR, "the journal stopped", e);
    }
  }

  private void step() throws InterruptedException {
    long untilSync = SYNC_EVERY.toNanos() - (System.nanoTime() - syncedAt);
    JournalEntry first = queue.poll(Math.max(0, untilSync), TimeUnit.NANOSECONDS);
    if (first != null) {
      List<JournalEntry> batch = new ArrayList<>();
      batch.add(first);
      queue.drainTo(batch, CAPACITY / 8);
      batch.forEach(this::append);
    }
    if (System.nanoTime() - syncedAt >= SYNC_EVERY.toNanos()) {
      if (unsynced) {
        journal.sync();
        unsynced = false;
      }
      syncedAt = System.nanoTime();
    }
  }

  private void append(JournalEntry entry) {
    boolean written = settled() && journal.append(entry).isPresent();
    unsynced |= written;
    if (!written && entry instanceof JournalEntry.Started) {
      owed = Optional.of(entry);
    } else if (!written) {
      refused.incrementAndGet();
    }
    if (written == refusing) {
      refusing = !written;
      LOG.log(
          written ? Level.INFO : Level.WARNING,
          written ? "journal goes on" : journal.status().paused().orElse("journal paused"));
    }
  }

  private boolean settled() {
    if (owed.isPresent() && journal.append(owed.get()).isPresent()) {
      owed = Optional.empty();
      unsynced = true;
    }
    return owed.isEmpty();
  }
}
