package io.headcount.edge.pipeline;

import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.DetectionRegion;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets all cameras share one detector: owns it and the thread {@code inference} that alone touches
 * it. Thread-safe; whoever asks waits its turn, first come first served.
 */
public final class InferenceThread implements Detector {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final ExecutorService executor;
  private final Detector detector;

  private InferenceThread(ExecutorService executor, Detector detector) {
    this.executor = executor;
    this.detector = detector;
  }

  /** Opens the detector on its own thread, because engines keep state by thread. */
  public static InferenceThread start(Supplier<Detector> opener) {
    ExecutorService executor =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("inference").factory());
    try {
      return new InferenceThread(executor, call(executor, opener::get));
    } catch (RuntimeException | Error e) {
      executor.shutdownNow();
      throw e;
    }
  }

  @Override
  public List<Detection> detect(Frame frame, DetectionRegion region) {
    return call(executor, () -> detector.detect(frame, region));
  }

  @Override
  public DetectorInfo info() {
    return detector.info();
  }

  @Override
  public void close() {
    executor.execute(detector::close);
    executor.shutdown();
    try {
      if (!executor.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T call(ExecutorService executor, Callable<T> work) {
    try {
      return executor.submit(work).get();
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
