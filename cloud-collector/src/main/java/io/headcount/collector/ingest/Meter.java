package io.headcount.collector.ingest;

import io.headcount.collector.history.Ingested;
import io.headcount.contract.DeviceAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was taken in, and says how much more the collector can bear. Thread-safe. */
final class Meter {
  /** Batches of its backlog that a box may have waiting here, while all goes well. */
  private static final int MOST_CREDIT = 8;

  /** What all boxes together may have waiting: 16 MiB when batches are as large as they may be. */
  private static final int SHARED_CREDIT = 256;

  private static final long CROWD_NANOS = Duration.ofSeconds(10).toNanos();

  /** With commits as slow as this one batch at a time is enough. */
  private static final Duration SLOW = Duration.ofSeconds(2);

  private static final double WEIGHT = 0.1;

  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong duplicates = new AtomicLong();
  private final AtomicLong quarantined = new AtomicLong();
  private final AtomicLong deadLetters = new AtomicLong();
  private double commitNanos; // guarded by this
  // who was stored something of in this stretch of time, and how many in the last; guarded by this
  private final Set<DeviceAddress> crowd = new HashSet<>();
  private int lastCrowd;
  private long crowdSince;
  private volatile Optional<String> problem = Optional.empty();

  /** Something is stored: of whom, how much, how long it took, and when that was. */
  void committed(
      Collection<DeviceAddress> devices, Ingested.Counts counts, Duration took, long nanos) {
    messages.addAndGet(counts.messages());
    records.addAndGet(counts.records());
    duplicates.addAndGet(counts.duplicates());
    quarantined.addAndGet(counts.quarantined());
    deadLetters.addAndGet(counts.deadLetters());
    synchronized (this) {
      commitNanos += WEIGHT * (took.toNanos() - commitNanos);
      gather(devices, nanos);
    }
    problem = Optional.empty();
  }

  private void gather(Collection<DeviceAddress> devices, long nanos) {
    if (nanos - crowdSince > CROWD_NANOS) {
      lastCrowd = crowd.size();
      crowd.clear();
      crowdSince = nanos;
    }
    crowd.addAll(devices);
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
    int share = SHARED_CREDIT / Math.max(1, Math.max(crowd.size(), lastCrowd));
    return Math.clamp(Math.round(MOST_CREDIT * (1 - load)), 1, Math.clamp(share, 1, MOST_CREDIT));
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
