package io.headcount.edge.status;

import io.headcount.analytics.scene.CameraId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Carries the newest pictures from the inference thread to whoever watches, in RAM only.
 * Thread-safe. A publisher never waits for a watcher: a watcher that is slow misses pictures.
 *
 * <p>Watching is a lease: it ends {@value #LEASE_SECONDS} s after the last request, and the
 * camera's pictures are forgotten with it.
 */
public final class LiveView {
  static final int KEPT_PICTURES = 4;
  static final int LEASE_SECONDS = 10;
  static final int PAUSE_MILLIS = 60;
  private static final long PAUSE_NANOS = Duration.ofMillis(PAUSE_MILLIS).toNanos();
  private static final long LEASE_NANOS = Duration.ofSeconds(LEASE_SECONDS).toNanos();

  private final LongSupplier nanos;
  private final Privacy privacy;
  // one for each configured camera that was ever watched; the server asks for known ids only
  private final Map<CameraId, Channel> channels = new ConcurrentHashMap<>();

  /**
   * @param nanos a clock that cannot be set, such as {@code System::nanoTime}
   */
  public LiveView(LongSupplier nanos) {
    this(nanos, Privacy.off());
  }

  /**
   * @param nanos a clock that cannot be set, such as {@code System::nanoTime}
   * @param privacy while it is on, nothing comes out that shows what a camera saw
   */
  public LiveView(LongSupplier nanos, Privacy privacy) {
    this.nanos = nanos;
    this.privacy = privacy;
  }

  /** Whether people are kept from being seen. */
  public Privacy privacy() {
    return privacy;
  }

  /**
   * Whether a picture of this camera is wanted now: somebody watches, and the last one is {@value
   * #PAUSE_MILLIS} ms old. So a file read at full speed costs no more pictures than a camera.
   */
  public boolean watched(CameraId camera) {
    Channel channel = channels.get(camera);
    return channel != null && channel.wanted(nanos.getAsLong());
  }

  /** Shows a frame to all who watch its camera; without watchers it is dropped. */
  public void publish(CameraId camera, LiveFrame frame) {
    Channel channel = channels.get(camera);
    if (channel != null) {
      channel.publish(frame, nanos.getAsLong());
    }
  }

  /** Begins or prolongs the lease. */
  void watch(CameraId camera) {
    channels.computeIfAbsent(camera, _ -> new Channel()).watch(nanos.getAsLong());
  }

  /** The newest frame after {@code sequence}, at once or when it comes, at most after a wait. */
  Optional<LiveFrame> next(CameraId camera, long sequence, Duration wait)
      throws InterruptedException {
    return channels.computeIfAbsent(camera, _ -> new Channel()).next(sequence, wait);
  }

  /** One of the frames still kept. */
  Optional<LiveFrame> frame(CameraId camera, long sequence) {
    Channel channel = channels.get(camera);
    Optional<LiveFrame> frame = channel == null ? Optional.empty() : channel.frame(sequence);
    // here and nowhere else a picture leaves: also one that was made before the switch
    return frame.filter(one -> one.backdrop().isPresent() || !privacy.on());
  }

  /** One camera's pictures. Thread-safe. */
  private static final class Channel {
    // at most KEPT_PICTURES, the oldest goes first; emptied when the lease has run out
    private final ArrayDeque<LiveFrame> frames = new ArrayDeque<>(KEPT_PICTURES);
    private long leaseEnd;
    private boolean leased;
    private long published;

    synchronized boolean wanted(long now) {
      return watched(now) && (frames.isEmpty() || now - published >= PAUSE_NANOS);
    }

    private boolean watched(long now) {
      if (leased && now - leaseEnd >= 0) {
        leased = false;
        frames.clear();
      }
      return leased;
    }

    synchronized void watch(long now) {
      boolean anew = !watched(now);
      leaseEnd = now + LEASE_NANOS;
      leased = true;
      if (anew) {
        frames.clear();
      }
    }

    synchronized void publish(LiveFrame frame, long now) {
      if (!watched(now)) {
        return;
      }
      if (!frames.isEmpty() && frames.getLast().sequence() >= frame.sequence()) {
        // the source began anew
        frames.clear();
      }
      if (frames.size() == KEPT_PICTURES) {
        frames.removeFirst();
      }
      frames.addLast(frame);
      published = now;
      notifyAll();
    }

    synchronized Optional<LiveFrame> next(long sequence, Duration wait)
        throws InterruptedException {
      long deadline = System.nanoTime() + wait.toNanos();
      while (frames.isEmpty() || frames.getLast().sequence() == sequence) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return Optional.empty();
        }
        wait(left / 1_000_000, (int) (left % 1_000_000));
      }
      return Optional.of(frames.getLast());
    }

    synchronized Optional<LiveFrame> frame(long sequence) {
      return frames.stream().filter(frame -> frame.sequence() == sequence).findFirst();
    }
  }
}
