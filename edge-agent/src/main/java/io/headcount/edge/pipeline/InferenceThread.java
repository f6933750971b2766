package io.headcount.edge.pipeline;

import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.DetectionRegion;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets all cameras share one detector: owns it and the thread {@code inference} that alone touches
 * it. Thread-safe; whoever asks waits its turn, first come first served.
 */
public final class InferenceThread implements Detector {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final ExecutorService executor;
  private final Future<Detector> opened;

  private InferenceThread(ExecutorService executor, Supplier<Detector> opener) {
    this.executor = executor;
    this.opened = executor.submit(opener::get);
  }

  /**
   * Begins to open the detector, on its own thread because engines keep state by thread, and does
   * not wait for it: loading a model takes as long as all else that starts.
   */
  public static InferenceThread start(Supplier<Detector> opener) {
    return new InferenceThread(
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("inference").factory()), opener);
  }

  @Override
  public List<Detection> detect(Frame frame, DetectionRegion region) {
    return result(executor.submit(() -> opened.resultNow().detect(frame, region)));
  }

  /** What really runs; waits until it does, and throws what kept it from opening. */
  @Override
  public DetectorInfo info() {
    return result(opened).info();
  }

  @Override
  public void close() {
    executor.execute(
        () -> {
          if (opened.state() == Future.State.SUCCESS) {
            opened.resultNow().close();
          }
        });
    executor.shutdown();
    try {
      if (!executor.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
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
