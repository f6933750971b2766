package io.headcount.edge.capture;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.headcount.analytics.scene.CameraId;
import io.headcount.edge.capture.CaptureException.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one camera running: opens it, hands its frames to the slot, and opens it again after every
 * failure, for ever. Runs on the thread {@code capture-<camera>}; {@link #status} and {@link
 * #close} are for any thread. It ends only with a file that is over, on close, or when its thread
 * is interrupted.
 */
public final class CaptureLoop implements Runnable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CaptureLoop.class.getName());
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

  private final CameraId camera;
  private final Supplier<FrameSource> opener;
  private final LatestFrameSlot slot;
  private final Backoff backoff;
  private final Ticker ticker;
  private final RandomGenerator random;
  private final CaptureMeter meter;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile @Nullable Thread runner;
  private int failures;

  /**
   * @param opener opens the source, or throws {@link CaptureException}
   * @param slot gets the frames; it stays open when the loop ends
   * @param clock stamps the status
   * @param ticker measures outages and waits
   * @param random spreads the attempts
   */
  public CaptureLoop(
      CameraId camera,
      Supplier<FrameSource> opener,
      LatestFrameSlot slot,
      Backoff backoff,
      InstantSource clock,
      Ticker ticker,
      RandomGenerator random) {
    this.camera = camera;
    this.opener = opener;
    this.slot = slot;
    this.backoff = backoff;
    this.ticker = ticker;
    this.random = random;
    this.meter = new CaptureMeter(clock, ticker);
  }

  /** Name for the thread that runs it. */
  public String threadName() {
    return "capture-" + camera;
  }

  /** How the camera is doing now. */
  public CaptureStatus status() {
    return meter.status(slot.dropped());
  }

  @Override
  public void run() {
    runner = Thread.currentThread();
    try {
      boolean again = false;
      while (!stopping()) {
        meter.connecting(again);
        if (streamToEnd()) {
          return;
        }
        again = true;
      }
    } finally {
      meter.ended();
      stopped.countDown();
    }
  }

  private boolean stopping() {
    return closing || Thread.currentThread().isInterrupted();
  }

  /** One life of the source; true when it is over and not to be opened again. */
  private boolean streamToEnd() {
    try (FrameSource source = opener.get()) {
      pump(source);
      return true;
    } catch (CaptureException e) {
      failed(e, e.reason() == Reason.STALLED);
    } catch (RuntimeException | OutOfMemoryError e) {
      // the edge of the thread: whatever a native library throws, the camera is tried again;
      // JavaCPP says OutOfMemoryError when native memory is short, which closing the source mends
      failed(e, false);
    }
    return false;
  }

  private void pump(FrameSource source) {
    try {
      while (!stopping()) {
        Optional<Frame> frame = source.next();
        if (frame.isEmpty()) {
          return;
        }
        received(frame.get(), source.decodeErrors());
      }
    } finally {
      meter.closed(source.decodeErrors());
    }
  }

  private void received(Frame frame, long decodeErrors) {
    Duration outage = meter.received(frame.at(), decodeErrors);
    if (failures > 0 && outage.isPositive()) {
      LOG.log(INFO, "{0}: back after {1} s without picture", camera, outage.toSeconds());
    }
    slot.put(frame);
  }

  private void failed(Throwable cause, boolean stalled) {
    if (stopping()) {
      return;
    }
    String message = String.valueOf(cause.getMessage());
    boolean known = failures > 0 && status().lastError().equals(Optional.of(message));
    Duration streamed = meter.failed(stalled, message);
    failures = streamed.compareTo(backoff.healthy()) >= 0 ? 1 : failures + 1;
    if (!known) {
      LOG.log(WARNING, "{0}: {1}; it is tried again until it works", camera, message);
    }
    pause(backoff.afterFailure(failures, random));
  }

  private void pause(Duration wait) {
    try {
      ticker.pause(wait.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it and waits until it has let go of the camera, three seconds at most. */
  @Override
  public void close() {
    closing = true;
    Thread thread = runner;
    if (thread == null) {
      return; // never ran, and will end at once if it does
    }
    thread.interrupt();
    try {
      if (!stopped.await(STOP_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(WARNING, "{0}: capture does not stop, its thread is left behind", camera);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
