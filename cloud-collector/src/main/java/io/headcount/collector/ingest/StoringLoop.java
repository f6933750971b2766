package io.headcount.collector.ingest;

import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryException;
import io.headcount.collector.history.Ingested;
import io.headcount.collector.history.News;
import io.headcount.collector.history.Standing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from the queue, stores as many as there are in one transaction, and only then lets
 * the broker forget them. Runs on a thread {@code ingest-N}; several may share a queue.
 */
final class StoringLoop implements Runnable {
  private static final Logger LOG = System.getLogger(StoringLoop.class.getName());

  /** One commit for many messages; more would only make the first of them wait. */
  private static final int MOST_MESSAGES = 256;

  private static final int MOST_BYTES = 8 << 20;
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final BlockingQueue<Pending> queue;
  private final History history;
  private final Acknowledger acknowledger;
  private final Meter meter;
  private final Consumer<List<News>> news;
  private final LongSupplier nanos;
  private volatile boolean closing;

  StoringLoop(
      BlockingQueue<Pending> queue,
      History history,
      Acknowledger acknowledger,
      Meter meter,
      Consumer<List<News>> news,
      LongSupplier nanos) {
    this.queue = queue;
    this.history = history;
    this.acknowledger = acknowledger;
    this.meter = meter;
    this.news = news;
    this.nanos = nanos;
  }

  @Override
  public void run() {
    try {
      while (!closing) {
        Pending first = queue.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          store(group(first));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Pending> group(Pending first) {
    List<Pending> group = new ArrayList<>();
    group.add(first);
    int bytes = first.bytes();
    while (group.size() < MOST_MESSAGES && bytes < MOST_BYTES) {
      Pending next = queue.poll();
      if (next == null) {
        break;
      }
      group.add(next);
      bytes += next.bytes();
    }
    return group;
  }

  /**
   * Tries until it is stored: the broker holds more back meanwhile, and the boxes hold the rest.
   */
  private void store(List<Pending> group) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (!closing) {
      long begun = nanos.getAsLong();
      try {
        Ingested ingested = history.ingest(group.stream().map(Pending::received).toList());
        long done = nanos.getAsLong();
        meter.committed(
            ingested.standings().stream().map(Standing::device).toList(),
            ingested.counts(),
            Duration.ofNanos(done - begun),
            done);
        group.forEach(pending -> pending.message().acknowledge());
        ingested.standings().forEach(acknowledger::due);
        news.accept(ingested.news());
        return;
      } catch (HistoryException e) {
        failed(e.getMessage(), pause);
      } catch (RuntimeException e) {
        // the edge of the thread: nothing is acknowledged that is not stored, whatever happens
        LOG.log(Level.ERROR, "messages could not be stored and are tried again", e);
        failed(e.toString(), pause);
      }
      Thread.sleep(pause.toMillis());
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private void failed(@Nullable String what, Duration pause) {
    if (pause.equals(FIRST_PAUSE)) {
      LOG.log(Level.WARNING, "nothing is stored for now: {0}", what);
    }
    meter.failed(String.valueOf(what));
  }

  /** Ends after the transaction it is at. */
  void close() {
    closing = true;
  }
}
