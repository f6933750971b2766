package io.headcount.edge.count;

import io.headcount.analytics.line.LineCounter;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.scene.SceneAnalytics;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.journal.JournalException;
import io.headcount.edge.journal.JournalTailer;
import io.headcount.edge.journal.JournalTailer.Positioned;
import io.headcount.edge.store.StoreException;
import io.headcount.edge.store.Totals;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Follows the journal and counts, for as long as it is not closed. Runs on the thread {@code
 * counting}; {@link #now} and {@link #close} are for any thread.
 */
public final class CountingLoop implements Runnable, AutoCloseable {
  private static final Logger LOG = System.getLogger(CountingLoop.class.getName());
  private static final int BATCH = 256;
  private static final Duration IDLE = Duration.ofMillis(20);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration STORED_WITHIN = Duration.ofSeconds(10);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final JournalTailer tailer;
  private final Today today;
  private final Housekeeping housekeeping;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Map<CameraId, Double> coverage = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<Instant> lastCommit = Optional.empty();
  private Optional<String> problem = Optional.empty();
  private long retryAt;

  /** Scenes to be stored; whoever asks waits, so there are never more than who change something. */
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

  private volatile CountsNow now = CountsNow.NONE;
  private volatile boolean closing;

  private record Asked(String revision, List<Scene> scenes, CompletableFuture<Boolean> stored) {}

  /** Is told after each commit how far the journal was counted, to keep house. */
  @FunctionalInterface
  public interface Housekeeping {
    void committed(long position, Instant at);
  }

  /**
   * @param tailer reads on from the ledger's position; closed by the loop
   * @param zone where the store's day begins
   * @param stored sums in state.db since a moment
   */
  public CountingLoop(
      Ledger ledger,
      JournalTailer tailer,
      ZoneId zone,
      Function<Instant, Totals> stored,
      Housekeeping housekeeping,
      InstantSource clock,
      Ticker ticker) {
    this.ledger = ledger;
    this.tailer = tailer;
    this.today = new Today(zone, clock.instant());
    this.housekeeping = housekeeping;
    this.clock = clock;
    this.ticker = ticker;
    this.retryAt = ticker.nanos();
    today.add(stored.apply(today.begin()));
    ledger
        .counting()
        .cameras()
        .values()
        .forEach(
            camera ->
                Optional.ofNullable(camera.state().minute())
                    .ifPresent(minute -> today.add(camera.scene(), minute)));
    publish();
  }

  public CountsNow now() {
    return now;
  }

  /**
   * Makes a revision known before the journal names it; for any thread, which waits until it is
   * stored.
   *
   * @return why it was not; empty when all is well
   */
  public Optional<String> remember(String revision, List<Scene> scenes)
      throws InterruptedException {
    Asked question = new Asked(revision, List.copyOf(scenes), new CompletableFuture<>());
    asked.add(question);
    try {
      question.stored().get(STORED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of(
          "the lines and zones were not stored (%s): free some room and save again"
              .formatted(e.getMessage()));
    }
  }

  private void answer() {
    for (Asked next = asked.poll(); next != null; next = asked.poll()) {
      try {
        ledger.remember(next.revision(), next.scenes(), clock.instant());
        next.stored().complete(true);
      } catch (StoreException e) {
        next.stored().completeExceptionally(e);
      }
    }
  }

  @Override
  public void run() {
    try {
      while (!closing) {
        answer();
        boolean read = readSome();
        commitWhenDue();
        publish();
        if (!read) {
          ticker.pause(IDLE.toNanos());
        }
      }
      commitAtLast();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "counting stopped", e);
      problem = Optional.of("counting stopped (" + e.getMessage() + "): restart the agent");
      publish();
    } finally {
      tailer.close();
      stopped.countDown();
    }
  }

  /**
   * Takes in what the journal has, at most a batch, so that the page keeps up while a backlog is
   * read. True when there was something.
   */
  private boolean readSome() {
    int read = 0;
    try {
      while (read < BATCH && !ledger.full()) {
        Optional<Positioned> next = tailer.next();
        if (next.isEmpty()) {
          break;
        }
        ledger.apply(next.get()).forEach(this::note);
        read++;
        if (ledger.due()) {
          break;
        }
      }
    } catch (JournalException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
    return read > 0;
  }

  private void note(Counted counted) {
    today.add(counted);
    if (counted.event() instanceof SceneEvent.WindowClosed closed) {
      coverage.put(counted.camera(), closed.window().coverage());
    }
  }

  private void commitWhenDue() {
    if (ledger.due() && ticker.nanos() - retryAt >= 0) {
      commit();
    }
  }

  private void commit() {
    try {
      ledger.commit();
      Instant at = clock.instant();
      lastCommit = Optional.of(at);
      problem = Optional.empty();
      housekeeping.committed(ledger.position(), at);
    } catch (StoreException e) {
      if (problem.isEmpty()) {
        LOG.log(Level.ERROR, "counts wait to be stored: {0}", e.getMessage());
      }
      problem = Optional.of(String.valueOf(e.getMessage()));
      retryAt = ticker.nanos() + RETRY.toNanos();
    }
  }

  /** What is not committed is counted again from the journal at the next start. */
  private void commitAtLast() {
    commit();
    publish();
  }

  private void publish() {
    Map<CameraId, CountsNow.CameraCounts> cameras = new LinkedHashMap<>();
    ledger.counting().cameras().forEach((id, scene) -> cameras.put(id, counts(id, scene)));
    now = new CountsNow(cameras, lastCommit, ledger.position(), problem);
  }

  private CountsNow.CameraCounts counts(CameraId id, SceneAnalytics analytics) {
    Scene scene = analytics.scene();
    Map<String, CountsNow.LineNow> lines = new LinkedHashMap<>();
    List<LineCounter.State> totals = analytics.totals();
    for (int i = 0; i < totals.size(); i++) {
      String line = scene.lines().get(i).id();
      Today.Sum day = today.line(id, line);
      lines.put(
          line,
          new CountsNow.LineNow(day.in(), day.out(), totals.get(i).in(), totals.get(i).out()));
    }
    Map<String, CountsNow.ZoneNow> zones = new LinkedHashMap<>();
    List<Integer> present = analytics.present();
    for (int i = 0; i < present.size(); i++) {
      String zone = scene.zones().get(i).id();
      Today.Sum day = today.zone(id, zone);
      zones.put(zone, new CountsNow.ZoneNow(present.get(i), day.visits(), day.dwellSeconds()));
    }
    return new CountsNow.CameraCounts(
        lines, zones, analytics.things(), Optional.ofNullable(coverage.get(id)));
  }

  /** Ends after the entry it is at, with a last commit. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!stopped.await(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "counting did not stop within {0}", STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
