package io.headcount.edge.pipeline;

import io.headcount.analytics.line.CountingLine;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
  private final CameraWatch watch;
  private final Turns.Place place;
  private final JournalWriter journal;
  private final FrameWatcher watcher;
  private final InstantSource clock;
  private final Ticker ticker;
  private final PipelineMeter meter;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean closing;
  private final AtomicReference<@Nullable List<CountingLine>> redrawn = new AtomicReference<>();
  private @Nullable Instant lastObserved;
  private @Nullable Instant lastTold;

  /** Frames since the last observation that waited for a turn until a newer one came. */
  private long passedOver;

  /** What the slot had dropped when the frame came that was observed last. */
  private long droppedBefore;

  /**
   * @param watch decides which frames are looked at
   * @param place among the cameras that share the detector; closed at the end
   * @param watcher is shown each processed frame
   */
  public CameraPipeline(
      CameraId camera,
      LatestFrameSlot slot,
      CameraWatch watch,
      Turns.Place place,
      JournalWriter journal,
      FrameWatcher watcher,
      InstantSource clock,
      Ticker ticker) {
    this.camera = camera;
    this.slot = slot;
    this.watch = watch;
    this.place = place;
    this.journal = journal;
    this.watcher = watcher;
    this.clock = clock;
    this.ticker = ticker;
    this.meter = new PipelineMeter(ticker.nanos());
  }

  public String threadName() {
    return "pipeline-" + camera;
  }

  public PipelineStatus status() {
    return meter.status(ticker.nanos(), watch.size());
  }

  /** From now on people are counted at other lines; for any thread. */
  public void redraw(List<CountingLine> lines) {
    redrawn.set(List.copyOf(lines));
  }

  @Override
  public void run() {
    try {
      while (!closing) {
        Optional<Frame> next = slot.take(QUIET);
        Optional.ofNullable(redrawn.getAndSet(null)).ifPresent(watch::redraw);
        if (next.isPresent()) {
          take(next.get());
        } else {
          quiet();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      place.close();
      watch.close();
      stopped.countDown();
    }
  }

  /** Does with a frame, which it takes over, what it calls for. */
  private void take(Frame first) throws InterruptedException {
    Frame frame = first;
    try {
      Instant at = frame.at();
      switch (watch.need(at, () -> CameraWatch.small(first))) {
        case NOTHING -> meter.skipped();
        case REPEAT -> {
          Observation observation = watch.repeat(at);
          took();
          meter.repeated(clock.instant(), observation.people().size());
          observed(frame, observation);
        }
        case LOOK -> {
          if (place.await(watch.interval(), watch.patience())) {
            frame = newest(frame);
            observed(frame, inTurn(frame));
          } else {
            passOver();
            quiet();
          }
        }
      }
    } catch (DetectorException e) {
      failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException | OutOfMemoryError e) {
      // the edge of the thread: whatever a native library throws costs one frame, not the camera
      failed(e.toString());
    } finally {
      frame.close();
    }
  }

  /** The frame that came while another waited for its turn, which is closed then; else that one. */
  private Frame newest(Frame waited) throws InterruptedException {
    Optional<Frame> newer = slot.take(Duration.ZERO);
    if (newer.isPresent()) {
      waited.close();
      passOver();
    }
    return newer.orElse(waited);
  }

  /** From here on frames count as left that come after the one at hand. */
  private void took() {
    droppedBefore = slot.dropped();
    passedOver = 0;
  }

  private void passOver() {
    passedOver++;
    meter.replaced();
  }

  private Observation inTurn(Frame frame) throws InterruptedException {
    try {
      countLost(frame.at());
      long begun = ticker.nanos();
      Observation observation = watch.look(frame, () -> CameraWatch.small(frame));
      long done = ticker.nanos();
      meter.processed(
          clock.instant(),
          done,
          done - begun,
          frame.width(),
          frame.height(),
          observation.people().size());
      watch.took(frame.at(), Duration.ofNanos(done - begun), meter.wantedPerSecond(done));
      return observation;
    } finally {
      place.done();
    }
  }

  private void observed(Frame frame, Observation observation) throws InterruptedException {
    journal.put(new JournalEntry.Observed(camera, observation), JOURNAL_PATIENCE);
    lastObserved = frame.at();
    watcher.processed(camera, frame, observation);
  }

  /**
   * How many looks were wanted before the one that now comes. Frames must have been there for them:
   * what the source did not send, nobody could look at. Too long without them is not observed.
   */
  private void countLost(Instant at) throws InterruptedException {
    long left = slot.dropped() - droppedBefore + passedOver;
    long lost = Math.min(left, watch.missed(at));
    took();
    if (lost <= 0) {
      return;
    }
    meter.lost(lost, ticker.nanos());
    Instant last = lastObserved;
    if (last != null && Duration.between(last, at).compareTo(watch.patience()) > 0) {
      journal.put(new JournalEntry.Unobserved(camera, at), JOURNAL_PATIENCE);
    }
  }

  private void quiet() throws InterruptedException {
    Instant now = clock.instant();
    Instant frame = lastObserved;
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
