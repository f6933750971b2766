package io.headcount.bench;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.scene.SceneAnalytics;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.analytics.track.Tracker;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameSource;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.edge.detect.StageTimes;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.JournalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What each stage takes for one frame. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StageBenchmarks {
  private static final int PEOPLE = 50;

  /** Made by JMH. */
  public StageBenchmarks() {}

  /** The footage over and over; opening it again is part of the time, once in all its frames. */
  @State(Scope.Thread)
  public static class Playing {
    private FrameSource source = Clip.open();

    /** Made by JMH. */
    public Playing() {}

    private Frame next() {
      Optional<Frame> frame = source.next();
      while (frame.isEmpty()) {
        source.close();
        source = Clip.open();
        frame = source.next();
      }
      return frame.get();
    }

    @TearDown
    public void close() {
      source.close();
    }
  }

  /** Reading, decoding and turning into BGR. */
  @Benchmark
  public long capture(Playing playing) {
    try (Frame frame = playing.next()) {
      return frame.index();
    }
  }

  /** Nanoseconds of the stages inside the detector, summed over frames. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Inside {
    public long frames;
    public long preprocess;
    public long inference;
    public long postprocess;

    /** Made by JMH. */
    public Inside() {}

    private int add(StageTimes times) {
      frames++;
      preprocess += times.preprocess();
      inference += times.inference();
      postprocess += times.postprocess();
      return times.people();
    }
  }

  /** An engine and the frames it looks at in turn. */
  public abstract static class Detecting {
    private final DjlDetector detector;
    private final List<Frame> frames = Clip.frames();
    private int next;

    Detecting(EngineChoice engine) {
      detector = Clip.detector(engine);
    }

    StageTimes look() {
      return detector.time(frames.get(next++ % frames.size()), System::nanoTime);
    }

    @TearDown
    public void close() {
      frames.forEach(Frame::close);
      detector.close();
    }
  }

  /** ONNX Runtime. */
  @State(Scope.Thread)
  public static class Onnx extends Detecting {
    /** Made by JMH. */
    public Onnx() {
      super(EngineChoice.ONNXRUNTIME);
    }
  }

  /** PyTorch. */
  @State(Scope.Thread)
  public static class Torch extends Detecting {
    /** Made by JMH. */
    public Torch() {
      super(EngineChoice.PYTORCH);
    }
  }

  @Benchmark
  public int detectOnnxruntime(Onnx onnx, Inside inside) {
    return inside.add(onnx.look());
  }

  @Benchmark
  public int detectPytorch(Torch torch, Inside inside) {
    return inside.add(torch.look());
  }

  /** The detections of the footage in turn, at ever later times. */
  @State(Scope.Thread)
  public static class Tracking {
    private final List<List<Detection>> detections = Clip.detections();
    private final Tracker tracker = Tracker.numberedFromOne(TrackerOptions.DEFAULT, Clip.ASPECT);
    private Instant at = Clip.START;
    private int next;

    /** Made by JMH. */
    public Tracking() {}
  }

  @Benchmark
  public List<TrackedBox> track(Tracking state) {
    state.at = state.at.plus(Clip.PERIOD);
    return state.tracker.update(
        state.at, state.detections.get(state.next++ % state.detections.size()));
  }

  /** The observations of the footage in turn, at ever later times. */
  @State(Scope.Thread)
  public static class Observing {
    private final List<Observation> observations = Clip.observations();
    private final SceneAnalytics analytics =
        new SceneAnalytics(Clip.SCENE, SceneAnalytics.State.empty(Clip.SCENE));
    private Instant at = Clip.START;
    private int next;

    /** Made by JMH. */
    public Observing() {}

    private Observation observation() {
      at = at.plus(Clip.PERIOD);
      return new Observation(at, observations.get(next++ % observations.size()).people());
    }
  }

  @Benchmark
  public List<SceneEvent> analytics(Observing state) {
    return state.analytics.observe(state.observation());
  }

  /** A journal in a temporary folder, large enough for all that is measured. */
  @State(Scope.Thread)
  public static class Writing {
    private final Path folder = Folders.temporary("headcount-stages-");
    private final Journal journal =
        Journal.open(folder, InstantSource.system(), JournalOptions.DEFAULT);

    /** Made by JMH. */
    public Writing() {}

    @TearDown
    public void close() throws IOException {
      journal.close();
      Folders.delete(folder);
    }
  }

  /** Without the sync, which is made four times a second however many entries there are. */
  @Benchmark
  public OptionalLong journal(Writing state, Observing frames) {
    return state.journal.append(
        new JournalEntry.Observed(Clip.SCENE.camera(), frames.observation()));
  }

  /** People who walk to and fro over the picture, each at an own height and pace. */
  @State(Scope.Thread)
  public static class Crowd {
    private final Tracker tracker = Tracker.numberedFromOne(TrackerOptions.DEFAULT, Clip.ASPECT);
    private final SceneAnalytics analytics =
        new SceneAnalytics(Clip.SCENE, SceneAnalytics.State.empty(Clip.SCENE));
    private Instant at = Clip.START;
    private long frame;

    /** Made by JMH. */
    public Crowd() {}

    private List<Detection> detections() {
      frame++;
      return IntStream.range(0, PEOPLE).mapToObj(this::person).toList();
    }

    private Detection person(int number) {
      double way = (frame * (0.002 + 0.0001 * number) + number * 0.37) % 2;
      double x = 0.05 + 0.9 * Math.abs(1 - way);
      double y = 0.1 + 0.8 * number / PEOPLE;
      return new Detection(Box.around(x, y, 0.03, 0.1), 0.9);
    }
  }

  /** Tracking and analytics with fifty people in the picture. */
  @Benchmark
  public List<SceneEvent> crowd(Crowd crowd) {
    crowd.at = crowd.at.plus(Clip.PERIOD);
    List<TrackedBox> people = crowd.tracker.update(crowd.at, crowd.detections());
    return crowd.analytics.observe(new Observation(crowd.at, people));
  }
}
