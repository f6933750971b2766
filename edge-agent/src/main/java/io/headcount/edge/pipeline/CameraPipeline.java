package io.headcount.edge.pipeline;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.window.MinuteWindow;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.LatestFrameSlot;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.detect.DetectorException;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.JournalWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns the newest frames of one camera into journal entries, for as long as it is not closed. Runs
 * on the thread {@code pipeline-<camera>}; {@link #status} and {@link #close} are for any thread.
 *
 * <p>When no frame comes it says so to the journal, so that minutes close while a camera is gone.
 */
public final class CameraPipeline implements Runnable, AutoCloseable {
  private static final Logger LOG = System.getLogger(CameraPipeline.class.getName());
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration JOURNAL_PATIENCE = Duration.ofSeconds(2);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  /** After a frame that failed; an engine that fails at once must not fill the log. */
  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

  /** For so long after the last frame each quiet second is told; then each new minute. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private final CameraId camera;
  private final LatestFrameSlot slot;
  private final CameraTracker tracker;
  private final Optional<Duration> pace;
  private final JournalWriter journal;
  private final FrameWatcher watcher;
  private final InstantSource clock;
  private final Ticker ticker;
  private final PipelineMeter meter = new PipelineMeter();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean closing;
  private @Nullable Instant lastProcessed;
  private @Nullable Instant lastTold;

  /**
   * @param pace shortest time between two processed frames; empty takes all that come
   * @param watcher is shown each processed frame
   */
  public CameraPipeline(
      CameraId camera,
      LatestFrameSlot slot,
      CameraTracker tracker,
      Optional<Duration> pace,
      JournalWriter journal,
      FrameWatcher watcher,
      InstantSource clock,
      Ticker ticker) {
    this.camera = camera;
    this.slot = slot;
    this.tracker = tracker;
    this.pace = pace;
    this.journal = journal;
    this.watcher = watcher;
    this.clock = clock;
    this.ticker = ticker;
  }

  public String threadName() {
    return "pipeline-" + camera;
  }

  public PipelineStatus status() {
    return meter.status(ticker.nanos());
  }

  @Override
  public void run() {
    try {
      while (!closing) {
        Optional<Frame> next = slot.take(QUIET);
        if (next.isPresent()) {
          try (Frame frame = next.get()) {
            look(frame);
          }
        } else {
          quiet();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  private void look(Frame frame) throws InterruptedException {
    if (tooSoon(frame.at())) {
      meter.skipped();
      return;
    }
    try {
      long begun = ticker.nanos();
      Observation observation = tracker.observe(frame);
      long done = ticker.nanos();
      journal.put(new JournalEntry.Observed(camera, observation), JOURNAL_PATIENCE);
      lastProcessed = frame.at();
      meter.processed(
          clock.instant(),
          done,
          done - begun,
          frame.width(),
          frame.height(),
          observation.people().size());
      watcher.processed(camera, frame, observation);
    } catch (DetectorException e) {
      failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException | OutOfMemoryError e) {
      // the edge of the thread: whatever a native library throws costs one frame, not the camera
      failed(e.toString());
    }
  }

  /**
   * A tenth early is in time: sources jitter, and waiting for the next frame would halve the rate.
   */
  private boolean tooSoon(Instant at) {
    Instant last = lastProcessed;
    return pace.isPresent()
        && last != null
        && Duration.between(last, at).multipliedBy(10).compareTo(pace.get().multipliedBy(9)) < 0;
  }

  private void quiet() throws InterruptedException {
    Instant now = clock.instant();
    Instant frame = lastProcessed;
    Instant told = lastTold;
    boolean settling = frame != null && Duration.between(frame, now).compareTo(SETTLING) <= 0;
    boolean newMinute =
        told == null || !MinuteWindow.startOf(told).equals(MinuteWindow.startOf(now));
    if (settling || newMinute) {
      journal.put(new JournalEntry.Unobserved(camera, now), JOURNAL_PATIENCE);
      lastTold = now;
    }
  }

  private void failed(String why) throws InterruptedException {
    boolean known = meter.failed(why);
    if (!known && !closing) {
      LOG.log(Level.ERROR, "{0}: frames are not looked at: {1}", camera, why);
    }
    ticker.pause(FAILURE_PAUSE.toNanos());
  }

  /** Ends after the frame it is at. */
  @Override
  public void close() {
    closing = true;
    slot.close();
    try {
      if (!stopped.await(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "{0}: the pipeline did not stop within {1}", camera, STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
