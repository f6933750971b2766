package io.headcount.edge.cli;

import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** How many frames a second the detector looks at. Stateless. */
final class EngineBench {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private EngineBench() {}

  /**
   * What is measured.
   *
   * @param lanes frames that are looked at side by side
   */
  record Plan(DetectorOptions options, int lanes) {
    EngineChoice engine() {
      return options.engine();
    }

    int threads() {
      return options.threads();
    }

    String words() {
      return "%s, %d at once with %d threads".formatted(engine().key(), lanes, threads());
    }
  }

  /** What came of it. */
  record Row(Plan plan, String engine, String device, double framesPerSecond) {
    Map<String, Object> fields() {
      return BenchCommand.fields(
          "engine", engine,
          "device", device,
          "at_once", plan.lanes(),
          "threads", plan.threads(),
          "frames_per_second", framesPerSecond);
    }
  }

  /** Each engine that has a file of the model and is not ruled out, with different threads. */
  static List<Plan> plans(ModelEntry model, DetectorOptions asked) {
    List<Plan> plans = new ArrayList<>();
    if (model.file(ModelFormat.ONNX).isPresent() && asked.engine() != EngineChoice.PYTORCH) {
      for (int threads : threads(asked)) {
        plans.add(plan(asked, EngineChoice.ONNXRUNTIME, threads, 1));
      }
      if (asked.threads() == 0 && CORES > 1) {
        plans.add(plan(asked, EngineChoice.ONNXRUNTIME, 1, CORES));
      }
    }
    if (model.file(ModelFormat.TORCHSCRIPT).isPresent()
        && asked.engine() != EngineChoice.ONNXRUNTIME) {
      // one number of threads for the life of the process
      plans.add(plan(asked, EngineChoice.PYTORCH, threads(asked).getLast(), 1));
    }
    return plans;
  }

  private static Plan plan(DetectorOptions asked, EngineChoice engine, int threads, int lanes) {
    return new Plan(
        new DetectorOptions(asked.model(), engine, asked.device(), threads, asked.longSide()),
        lanes);
  }

  /** 1, 2, 4 ... and all cores. */
  private static List<Integer> threads(DetectorOptions asked) {
    if (asked.threads() != 0) {
      return List.of(asked.threads());
    }
    List<Integer> threads = new ArrayList<>();
    for (int number = 1; number < CORES; number *= 2) {
      threads.add(number);
    }
    threads.add(CORES);
    return threads;
  }

  static Row measure(ModelCatalog catalog, Plan plan, BenchPictures pictures, Duration time) {
    try (DjlDetector detector = DjlDetector.open(catalog, plan.options(), plan.lanes());
        Frame frame = pictures.first()) {
      look(detector, frame, plan.lanes(), time.dividedBy(4)); // the first ones are slow
      double rate = look(detector, frame, plan.lanes(), time);
      return new Row(plan, detector.info().engine(), detector.info().device(), rate);
    }
  }

  private static double look(DjlDetector detector, Frame frame, int lanes, Duration time) {
    AtomicLong frames = new AtomicLong();
    long begun = System.nanoTime();
    long end = begun + time.toNanos();
    Callable<Long> looking =
        () -> {
          while (System.nanoTime() < end) {
            detector.detect(frame);
            frames.incrementAndGet();
          }
          return System.nanoTime();
        };
    long last = begun;
    try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
      List<Future<Long>> lookers = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        lookers.add(threads.submit(looking));
      }
      for (Future<Long> looker : lookers) {
        last = Math.max(last, result(looker));
      }
    }
    return frames.get() / ((last - begun) / 1e9);
  }

  private static long result(Future<Long> work) {
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
