package io.headcount.edge.pipeline;

import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorInfo;
import io.headcount.edge.detect.View;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets all cameras share one detector: owns it and the threads {@code inference-1}, {@code
 * inference-2} and so on that alone touch it, one for each frame that it looks at side by side.
 * Thread-safe; whoever asks waits its turn, first come first served.
 */
public final class InferenceThreads implements Detector {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          // as many as there are cameras wait, and each for one look
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("inference-", 1).factory());

  private final Future<Detector> opened;

  private InferenceThreads(Supplier<Detector> opener) {
    this.opened = threads.submit(() -> open(opener));
  }

  /**
   * Begins to open the detector, on a thread of its own because engines keep state by thread, and
   * does not wait for it: loading a model takes as long as all else that starts.
   */
  public static InferenceThreads start(Supplier<Detector> opener) {
    return new InferenceThreads(opener);
  }

  private Detector open(Supplier<Detector> opener) {
    Detector detector = opener.get();
    int lanes = detector.info().lanes();
    threads.setMaximumPoolSize(lanes);
    threads.setCorePoolSize(lanes);
    return detector;
  }

  @Override
  public List<Detection> detect(Frame frame, View view) {
    return result(threads.submit(() -> result(opened).detect(frame, view)));
  }

  /** What really runs; waits until it does, and throws what kept it from opening. */
  @Override
  public DetectorInfo info() {
    return result(opened).info();
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        // rather kept in memory than closed under somebody who still looks
        threads.shutdownNow();
      } else if (opened.state() == Future.State.SUCCESS) {
        opened.resultNow().close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T result(Future<T> work) {
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the detector", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
