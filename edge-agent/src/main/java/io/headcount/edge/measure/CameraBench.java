package io.headcount.edge.measure;

import com.sun.management.OperatingSystemMXBean;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameSource;
import io.headcount.edge.capture.LatestFrameSlot;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.Lanes;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.Thresholds;
import io.headcount.edge.pipeline.CameraTracker;
import io.headcount.edge.pipeline.InferenceThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Cameras that share a detector as in the agent: each is captured on a thread of its own, the
 * newest frame waits, a tracker follows. Confined to one thread.
 */
final class CameraBench implements AutoCloseable {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofMillis(200);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong looked = new AtomicLong();
  private final List<LatestFrameSlot> slots = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private CameraBench() {}

  /**
   * What came of it.
   *
   * @param framesPerSecond that each camera had looked at
   * @param leftOut share of the frames that came
   * @param processor share of all cores
   * @param residentBytes of this process
   */
  record Row(
      int cameras, double framesPerSecond, double leftOut, double processor, long residentBytes) {
    Map<String, Object> fields() {
      return BenchReport.fields(
          "cameras", cameras,
          "frames_per_second_each", framesPerSecond,
          "left_out", leftOut,
          "processor", processor,
          "resident_bytes", residentBytes);
    }
  }

  static Row measure(
      ModelCatalog catalog,
      DetectorOptions options,
      BenchPictures pictures,
      int cameras,
      double rate,
      Duration time) {
    Thresholds scores = catalog.get(options.model()).thresholds();
    TrackerOptions tracking = TrackerOptions.DEFAULT.withScores(scores.confirm(), scores.low());
    Lanes lanes = Lanes.of(Runtime.getRuntime().availableProcessors(), cameras, options.threads());
    try (InferenceThreads detector =
            InferenceThreads.start(
                () ->
                    DjlDetector.open(
                        catalog, options.withThreads(lanes.threads()), lanes.count()));
        CameraBench bench = new CameraBench()) {
      detector.info(); // waits until it is loaded
      for (int camera = 0; camera < cameras; camera++) {
        bench.start(pictures, rate, detector, tracking);
      }
      pause(WARM_UP);
      return bench.watch(cameras, time);
    }
  }

  private Row watch(int cameras, Duration time) {
    long processor = SYSTEM.getProcessCpuTime();
    long sentBefore = sent.get();
    long lookedBefore = looked.get();
    long begun = System.nanoTime();
    pause(time);
    double seconds = (System.nanoTime() - begun) / 1e9;
    long seen = looked.get() - lookedBefore;
    long came = Math.max(1, sent.get() - sentBefore);
    double used = (SYSTEM.getProcessCpuTime() - processor) / 1e9;
    return new Row(
        cameras,
        seen / seconds / cameras,
        Math.max(0, 1 - (double) seen / came),
        used / seconds / Runtime.getRuntime().availableProcessors(),
        resident());
  }

  private void start(
      BenchPictures pictures, double rate, Detector detector, TrackerOptions tracking) {
    LatestFrameSlot slot = new LatestFrameSlot();
    slots.add(slot);
    CameraTracker tracker =
        new CameraTracker(
            detector,
            Optional.empty(),
            tracking,
            LongStream.iterate(1, id -> id + 1).iterator()::nextLong);
    threads.add(Thread.ofPlatform().start(() -> capture(pictures, rate, slot)));
    threads.add(Thread.ofPlatform().start(() -> follow(slot, tracker)));
  }

  private void capture(BenchPictures pictures, double rate, LatestFrameSlot slot) {
    long period = Math.round(1e9 / rate);
    long due = System.nanoTime();
    while (!stopping.get()) {
      try (FrameSource source = pictures.open()) {
        Optional<Frame> frame = source.next();
        while (frame.isPresent() && !stopping.get()) {
          sent.incrementAndGet();
          slot.put(frame.get());
          due = Math.max(due + period, System.nanoTime() - period);
          TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
          frame = source.next();
        }
        frame.ifPresent(Frame::close);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void follow(LatestFrameSlot slot, CameraTracker tracker) {
    try {
      while (!stopping.get()) {
        Optional<Frame> next = slot.take(QUIET);
        if (next.isPresent()) {
          try (Frame frame = next.get()) {
            tracker.observe(frame);
            looked.incrementAndGet();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  private static long resident() {
    try {
      return Files.readString(Path.of("/proc/self/status"))
          .lines()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stopping.set(true);
    slots.forEach(LatestFrameSlot::close);
    for (Thread thread : threads) {
      try {
        thread.join(STOP_WITHIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
