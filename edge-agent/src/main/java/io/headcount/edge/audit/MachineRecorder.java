package io.headcount.edge.audit;

import static org.bytedeco.opencv.global.opencv_core.mean;

import io.headcount.analytics.line.Crossing;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.scene.SceneAnalytics;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorInfo;
import io.headcount.edge.detect.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Counts a clip as the agent would and writes down what was seen where. Confined to the machine's
 * thread, but for {@link #done}.
 */
public final class MachineRecorder {
  /** Twelve hours at 25 frames a second. */
  private static final int MOST_FRAMES = 1_080_000;

  private final SceneAnalytics analytics;
  // at most MOST_FRAMES; goes with the audit
  private final List<SeenFrame> frames = new ArrayList<>();
  private final List<Crossing> crossings = new ArrayList<>();
  // by number of the frame, of those that are looked at ahead of the tracker: a few
  private final Map<Long, List<Detection>> detections = new ConcurrentHashMap<>();
  private int width;
  private int height;
  private volatile long done;

  public MachineRecorder(Scene scene) {
    analytics = new SceneAnalytics(scene, SceneAnalytics.State.empty(scene));
  }

  /** How many frames are done. */
  public long done() {
    return done;
  }

  /** The same detector, whose findings are written down as well; as thread-safe as that is. */
  public Detector overheard(Detector detector) {
    return new Overheard(detector);
  }

  /** Takes in a frame, which stays the caller's, and who is seen in it. */
  public void frame(Frame frame, Observation observation) {
    if (frames.size() == MOST_FRAMES) {
      throw new AuditException(
          "the clip has more than %,d frames: audit a part of it".formatted(MOST_FRAMES));
    }
    width = frame.width();
    height = frame.height();
    Duration at = Duration.between(Instant.EPOCH, frame.at());
    List<Detection> found = Optional.ofNullable(detections.remove(frame.index())).orElse(List.of());
    frames.add(new SeenFrame(at, luma(frame), observation.people(), found));
    take(analytics.observe(observation));
    done = frames.size();
  }

  /**
   * All of it.
   *
   * @param broken why the clip ended early, if it did
   */
  public MachineRun end(Optional<String> broken, double wallSeconds) {
    List<Counted> counted =
        crossings.stream()
            .map(
                crossing ->
                    new Counted(
                        crossing.line(),
                        crossing.direction(),
                        crossing.track().value(),
                        MachineRun.numberAt(
                            frames, Duration.between(Instant.EPOCH, crossing.at()))))
            .toList();
    return new MachineRun(width, height, frames, counted, broken, wallSeconds);
  }

  private void take(List<SceneEvent> events) {
    for (SceneEvent event : events) {
      if (event instanceof SceneEvent.LineCrossed crossed) {
        crossings.add(crossed.crossing());
      }
    }
  }

  private static double luma(Frame frame) {
    try (Scalar means = mean(frame.pixels())) {
      return 0.114 * means.get(0) + 0.587 * means.get(1) + 0.299 * means.get(2);
    }
  }

  private final class Overheard implements Detector {
    private final Detector detector;

    Overheard(Detector detector) {
      this.detector = detector;
    }

    @Override
    public List<Detection> detect(Frame frame, View view) {
      List<Detection> found = detector.detect(frame, view);
      detections.put(frame.index(), found);
      return found;
    }

    @Override
    public DetectorInfo info() {
      return detector.info();
    }

    @Override
    public void close() {
      detector.close();
    }
  }
}
