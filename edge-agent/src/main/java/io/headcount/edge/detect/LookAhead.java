package io.headcount.edge.detect;

import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Reads a file and looks for people in it ahead of whoever goes through its frames, on threads of
 * its own: the same frames and the same people in the same order. Confined to the calling thread,
 * which gives it the source.
 */
public final class LookAhead implements Detector {
  /** Frames that are looked at or wait, for each lane of the detector. */
  private static final int FRAMES_PER_LANE = 2;

  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final FrameSource source;
  private final Detector detector;
  private final View view;
  private final ExecutorService reading =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("read-ahead").factory());
  private final ExecutorService looking;

  /** In the order of the file; never more than {@link #FRAMES_PER_LANE} for each lane. */
  private final Deque<Future<Optional<Looked>>> ahead = new ArrayDeque<>();

  private Optional<Looked> current = Optional.empty();

  private record Looked(Frame frame, Future<List<Detection>> people) {}

  /**
   * Begins at once.
   *
   * @param source is closed with this
   * @param detector stays the caller's; thread-safe when there are several lanes
   * @param view what is looked at
   * @param lanes how many frames are looked at side by side
   */
  public LookAhead(FrameSource source, Detector detector, View view, int lanes) {
    this.source = source;
    this.detector = detector;
    this.view = view;
    this.looking =
        // no thread more than lanes: where the engine has all processors, it would be in its way
        Executors.newFixedThreadPool(lanes, Thread.ofPlatform().name("look-ahead-", 1).factory());
    for (int i = 0; i < lanes * FRAMES_PER_LANE; i++) {
      ahead.addLast(reading.submit(this::read));
    }
  }

  private Optional<Looked> read() {
    return source
        .next()
        .map(frame -> new Looked(frame, looking.submit(() -> detector.detect(frame, view))));
  }

  /**
   * The next frame, owned by the caller, and looked at.
   *
   * @return empty at the end of the file
   * @throws CaptureException when the source broke
   */
  public Optional<Frame> next() {
    ahead.addLast(reading.submit(this::read));
    current = result(ahead.removeFirst());
    current.ifPresent(looked -> await(looked.people()));
    return current.map(Looked::frame);
  }

  /** The people in the frame that was given last, or in any other, which is then looked at now. */
  @Override
  public List<Detection> detect(Frame frame, View where) {
    return current
        .filter(looked -> looked.frame() == frame && view.equals(where))
        .map(looked -> result(looked.people()))
        .orElseGet(() -> detector.detect(frame, where));
  }

  @Override
  public DetectorInfo info() {
    return detector.info();
  }

  /** Nobody frees a frame that is being looked at. */
  private static void await(Future<List<Detection>> people) {
    try {
      people.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException _) {
      // thrown to whoever asks for the people
    }
  }

  private static <T> T result(Future<T> work) {
    try {
      return work.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private static CaptureException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CaptureException(
        CaptureException.Reason.CANCELLED, "interrupted while waiting for a frame", e);
  }

  /** Ends after the frames it is at, and closes the source; the detector stays open. */
  @Override
  public void close() {
    reading.execute(this::letGo);
    reading.shutdown();
    try {
      if (!reading.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        reading.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs after the last read, so each frame ahead is known. */
  private void letGo() {
    looking.close();
    for (Future<Optional<Looked>> read : ahead) {
      if (read.state() == Future.State.SUCCESS) {
        read.resultNow().ifPresent(looked -> looked.frame().close());
      }
    }
    source.close();
  }
}
