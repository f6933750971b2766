package io.headcount.bench;

import io.headcount.analytics.line.LineCounter;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.scene.SceneAnalytics;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.analytics.window.MinuteWindow;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorInfo;
import io.headcount.edge.detect.View;
import io.headcount.edge.pipeline.CameraTracker;
import io.headcount.edge.pipeline.CameraWatch;
import io.headcount.edge.pipeline.InputSize;
import io.headcount.edge.pipeline.LookOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Cameras that all show one recorded clip, each a little later than the one before, and share one
 * detector with as many lanes as are given and of which a look takes a given time. Deterministic:
 * it runs on a clock of its own, and decides with the agent's own parts. Confined to one thread.
 */
final class WatchedClip {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration LATER = Duration.ofMillis(2_530);

  private final Recorded clip;
  private final LookOrder order;
  private final long lookNanos;
  private final List<Camera> cameras = new ArrayList<>();
  private final int lanes;
  private long busy;

  /**
   * How one camera fared.
   *
   * @param lines crossings, in and out, of each line of its scene
   * @param visits to all zones of its scene
   * @param frames that came
   * @param looks of the detector
   * @param repeats frames observed without one
   * @param coverage of its whole time, 0..1
   */
  record Fared(
      List<Crossed> lines, long visits, long frames, long looks, long repeats, double coverage) {}

  /** Crossings of one line. */
  record Crossed(long in, long out) {}

  /** One camera of the clip. */
  private final class Camera {
    private final Duration begins;
    private final CameraWatch watch;
    private final SceneAnalytics analytics;
    private final LookOrder.Seat seat;
    private final List<SceneEvent> events = new ArrayList<>();
    private int next;
    private int newest = -1;
    private boolean waiting;

    /** When its look is over; {@link Long#MAX_VALUE} while it does not look. */
    private long lookEnds = Long.MAX_VALUE;

    private long looks;
    private long repeats;

    Camera(Scene scene, Duration begins, boolean always) {
      this.begins = begins;
      this.analytics = new SceneAnalytics(scene, SceneAnalytics.State.empty(scene));
      CameraTracker tracker =
          new CameraTracker(
              new Remembered(),
              Optional.empty(),
              TrackerOptions.DEFAULT,
              LongStream.iterate(1, id -> id + 1).iterator()::nextLong);
      this.watch =
          new CameraWatch(
              tracker,
              Optional.empty(),
              scene.lines(),
              Optional.empty(),
              always,
              InputSize.fixed(1));
      this.seat = order.join(0);
    }

    long arrival() {
      return next < clip.pictures().size()
          ? begins.plus(clip.pictures().get(next).at()).toNanos()
          : Long.MAX_VALUE;
    }

    Instant at(int picture) {
      return START.plus(begins).plus(clip.pictures().get(picture).at());
    }

    void arrive() {
      newest = next++;
      if (lookEnds == Long.MAX_VALUE && !waiting) {
        consider();
      }
    }

    /** What the newest frame calls for. */
    void consider() {
      int picture = newest;
      switch (watch.need(at(picture), clip.pictures().get(picture)::small)) {
        case NOTHING -> newest = -1;
        case REPEAT -> {
          newest = -1;
          repeats++;
          events.addAll(analytics.observe(watch.repeat(at(picture))));
        }
        case LOOK -> {
          waiting = true;
          order.want(seat, watch.interval(), watch.patience());
        }
      }
    }

    void begin(long now) {
      waiting = false;
      lookEnds = now + lookNanos;
      busy += lookNanos;
      looks++;
      int picture = newest;
      newest = -1;
      try (Mat pixels = new Mat(clip.height(), clip.width(), opencv_core.CV_8UC3);
          Frame frame = new Frame(pixels, at(picture), picture)) {
        Observation seen = watch.look(frame, clip.pictures().get(picture)::small);
        events.addAll(analytics.observe(seen));
      }
    }

    void end(long now) {
      lookEnds = Long.MAX_VALUE;
      order.done(seat, now);
      if (newest >= 0) {
        consider();
      }
    }

    Fared fared() {
      Instant over = at(clip.pictures().size() - 1);
      events.addAll(analytics.restarted(over));
      events.addAll(analytics.unobserved(over.plus(MinuteWindow.LENGTH)));
      Duration observed = Duration.ZERO;
      long visits = 0;
      for (SceneEvent event : events) {
        switch (event) {
          case SceneEvent.WindowClosed(var window) -> observed = observed.plus(window.observed());
          case SceneEvent.ZoneVisited ignored -> visits++;
          case SceneEvent.LineCrossed ignored -> {}
        }
      }
      List<Crossed> lines =
          analytics.totals().stream()
              .map((LineCounter.State line) -> new Crossed(line.in(), line.out()))
              .toList();
      return new Fared(
          lines,
          visits,
          clip.pictures().size(),
          looks,
          repeats,
          (double) observed.toNanos() / clip.pictures().getLast().at().toNanos());
    }
  }

  /** Finds again what was found. */
  private final class Remembered implements Detector {
    @Override
    public List<Detection> detect(Frame frame, View view) {
      return clip.pictures().get(Math.toIntExact(frame.index())).people();
    }

    @Override
    public DetectorInfo info() {
      return new DetectorInfo("remembered", "none", "cpu", "Apache-2.0", 1, 1);
    }

    @Override
    public void close() {}
  }

  /**
   * @param scenes one camera each
   * @param always whether every frame is looked at, if there is time
   * @param lanes looks at a time
   * @param lookNanos what a look takes; 0 is a detector for which there is always time
   * @param share of its time that each lane may be used
   */
  WatchedClip(
      Recorded clip, List<Scene> scenes, boolean always, int lanes, long lookNanos, double share) {
    this.clip = clip;
    this.order = new LookOrder(lanes, share);
    this.lanes = lanes;
    this.lookNanos = lookNanos;
    for (Scene scene : scenes) {
      cameras.add(new Camera(scene, LATER.multipliedBy(cameras.size()), always));
    }
  }

  /** Plays the clip to its end. */
  List<Fared> run() {
    long now = 0;
    while (true) {
      give(now);
      long then = restEnds(now);
      for (Camera camera : cameras) {
        then = Math.min(then, Math.min(camera.lookEnds, camera.arrival()));
      }
      if (then == Long.MAX_VALUE) {
        return cameras.stream().map(Camera::fared).toList();
      }
      now = then;
      for (Camera camera : cameras) {
        if (camera.lookEnds <= now) {
          camera.end(now);
        }
      }
      for (Camera camera : cameras) {
        if (camera.arrival() <= now) {
          camera.arrive();
        }
      }
    }
  }

  /** Part of the time, since the first frame, that the lanes were used. */
  double used() {
    long lasts =
        clip.pictures().getLast().at().plus(LATER.multipliedBy(cameras.size() - 1)).toNanos();
    return (double) busy / lasts / lanes;
  }

  private void give(long now) {
    for (Optional<LookOrder.Seat> next = order.next(now);
        next.isPresent();
        next = order.next(now)) {
      LookOrder.Seat seat = next.get();
      order.begin(seat, now);
      cameras.stream().filter(one -> one.seat == seat).forEach(camera -> camera.begin(now));
    }
  }

  private long restEnds(long now) {
    boolean wanted = cameras.stream().anyMatch(camera -> camera.waiting);
    OptionalLong rest = order.restNanos(now);
    return wanted && rest.isPresent() ? now + rest.getAsLong() : Long.MAX_VALUE;
  }
}
