package io.headcount.edge.measure;

import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.edge.detect.MeasuredEngine;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelEntry;
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
import java.util.function.LongSupplier;

/** How many frames a second the detector looks at. Stateless. */
final class EngineBench {
  static final int CORES = Runtime.getRuntime().availableProcessors();

  /** Each has memory of its own. */
  static final int MOST_LANES = 8;

  private EngineBench() {}

  /**
   * What is measured.
   *
   * @param lanes frames that are looked at side by side
   */
  record Plan(DetectorOptions options, int lanes) {
    String words() {
      return "%s, %d at once with %d threads"
          .formatted(options.engine().key(), lanes, options.threads());
    }
  }

  /** What came of it. */
  record Row(Plan plan, String engine, String device, double framesPerSecond) {
    Map<String, Object> fields() {
      return BenchReport.fields(
          "engine", engine,
          "device", device,
          "at_once", plan.lanes(),
          "threads", plan.options().threads(),
          "frames_per_second", framesPerSecond);
    }

    MeasuredEngine measured() {
      return new MeasuredEngine(
          plan.options().engine(), plan.lanes(), plan.options().threads(), framesPerSecond);
    }
  }

  /** Each engine that has a file of the model and is not ruled out, with different threads. */
  static List<Plan> plans(ModelEntry model, DetectorOptions asked) {
    List<Plan> plans = new ArrayList<>();
    for (EngineChoice engine :
        model.files().keySet().stream().sorted().map(EngineChoice::of).toList()) {
      if (asked.engine() != EngineChoice.AUTO && asked.engine() != engine) {
        continue;
      }
      List<Integer> threads = threads(asked);
      if (engine == EngineChoice.PYTORCH) {
        // one number of threads for the life of the process
        threads = List.of(threads.getLast());
      }
      threads.forEach(number -> plans.add(plan(asked, engine, number, 1)));
      if (engine != EngineChoice.PYTORCH && asked.threads() == 0 && CORES > 1) {
        plans.add(plan(asked, engine, 1, Math.min(CORES, MOST_LANES)));
      }
    }
    return plans;
  }

  private static Plan plan(DetectorOptions asked, EngineChoice engine, int threads, int lanes) {
    return new Plan(asked.withEngine(engine).withThreads(threads), lanes);
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

  static Row measure(
      ModelCatalog catalog, Plan plan, BenchPictures pictures, Duration time, LongSupplier ticker) {
    try (DjlDetector detector = DjlDetector.openUnsaid(catalog, plan.options(), plan.lanes());
        Frame frame = pictures.first()) {
      look(detector, frame, plan.lanes(), time.dividedBy(4), ticker); // the first ones are slow
      Rate rate = look(detector, frame, plan.lanes(), time, ticker);
      return new Row(plan, detector.info().engine(), detector.info().device(), rate.onAverage());
    }
  }

  /**
   * Frames a second of all lanes together.
   *
   * @param atBest by each lane's shortest look: what other work on the machine disturbs least
   */
  record Rate(double onAverage, double atBest) {}

  /** One lane's end, and its shortest look, in nanoseconds. */
  private record Looked(long end, long shortest) {}

  /**
   * Looks at a frame over and over.
   *
   * @param lanes how many do so at the same time; each looks at least once
   */
  static Rate look(
      DjlDetector detector, Frame frame, int lanes, Duration time, LongSupplier ticker) {
    AtomicLong frames = new AtomicLong();
    long begun = ticker.getAsLong();
    Callable<Looked> looking =
        () -> {
          long shortest = Long.MAX_VALUE;
          long now = ticker.getAsLong();
          do {
            long before = now;
            detector.detect(frame);
            frames.incrementAndGet();
            now = ticker.getAsLong();
            shortest = Math.min(shortest, Math.max(1, now - before));
          } while (now - begun < time.toNanos());
          return new Looked(now, shortest);
        };
    long last = begun;
    double atBest = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
      List<Future<Looked>> lookers = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        lookers.add(threads.submit(looking));
      }
      for (Future<Looked> looker : lookers) {
        Looked looked = result(looker);
        last = Math.max(last, looked.end());
        atBest += 1e9 / looked.shortest();
      }
    }
    return new Rate(frames.get() / ((last - begun) / 1e9), atBest);
  }

  private static Looked result(Future<Looked> work) {
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
