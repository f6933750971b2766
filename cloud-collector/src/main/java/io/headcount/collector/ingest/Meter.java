package io.headcount.collector.ingest;

import io.headcount.collector.history.Ingested;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was taken in, and says how much more the collector can bear. Thread-safe. */
final class Meter {
  /** Batches of its backlog that a box may have waiting here, while all goes well. */
  private static final int MOST_CREDIT = 8;

  /** With commits as slow as this one batch at a time is enough. */
  private static final Duration SLOW = Duration.ofSeconds(2);

  private static final double WEIGHT = 0.1;

  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong duplicates = new AtomicLong();
  private final AtomicLong quarantined = new AtomicLong();
  private final AtomicLong deadLetters = new AtomicLong();
  private double commitNanos; // guarded by this
  private volatile Optional<String> problem = Optional.empty();

  void committed(Ingested.Counts counts, Duration took) {
    messages.addAndGet(counts.messages());
    records.addAndGet(counts.records());
    duplicates.addAndGet(counts.duplicates());
    quarantined.addAndGet(counts.quarantined());
    deadLetters.addAndGet(counts.deadLetters());
    synchronized (this) {
      commitNanos += WEIGHT * (took.toNanos() - commitNanos);
    }
    problem = Optional.empty();
  }

  void failed(String what) {
    problem = Optional.of(what);
  }

  /** How many batches of its backlog a box may have waiting. */
  synchronized int credit() {
    if (problem.isPresent()) { // never 0: a box would wait for another word
      return 1;
    }
    double load = commitNanos / SLOW.toNanos();
    return Math.max(1, (int) Math.round(MOST_CREDIT * (1 - load)));
  }

  synchronized IngestStatus status(boolean connected, int waiting) {
    return new IngestStatus(
        connected,
        waiting,
        messages.get(),
        records.get(),
        duplicates.get(),
        quarantined.get(),
        deadLetters.get(),
        Duration.ofNanos(Math.round(commitNanos)),
        problem);
  }
}
