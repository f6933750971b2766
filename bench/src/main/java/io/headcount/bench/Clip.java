package io.headcount.bench;

import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.Tracker;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameSource;
import io.headcount.edge.capture.StreamInfo;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DeviceChoice;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The footage at each stage of its way, and the scene it is measured with. */
final class Clip {
  static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  static final Duration PERIOD = Duration.ofMillis(100);
  static final double ASPECT = 4 / 3.0;
  static final Scene SCENE =
      new Scene(
          new CameraId("street"),
          List.of(CountingLine.of("crossing", new Segment(at(0.58, 0.75), at(0.58, 0.27)))),
          List.of(
              zone("meeting-point", at(0.46, 0.36), at(0.68, 0.36), at(0.70, 0.51), at(0.46, 0.51)),
              zone("walkway", at(0, 0.32), at(1, 0.32), at(1, 0.85), at(0, 0.85))));

  private static final int FRAMES = 100;

  private Clip() {}

  static FrameSource open() {
    String footage = System.getProperty("headcount.footage", "");
    return VideoSources.system()
        .open(new VideoSource.VideoFile(Path.of(footage)), CaptureOptions.DEFAULT);
  }

  /** The footage as if it ended after so many frames. */
  static FrameSource open(int most) {
    FrameSource whole = open();
    return new FrameSource() {
      private int given;

      @Override
      public Optional<Frame> next() {
        return given++ < most ? whole.next() : Optional.empty();
      }

      @Override
      public StreamInfo info() {
        return whole.info();
      }

      @Override
      public void close() {
        whole.close();
      }
    };
  }

  /** The first ten seconds, to be closed by the caller. */
  static List<Frame> frames() {
    return frames(FRAMES);
  }

  /** The first ones, to be closed by the caller. */
  static List<Frame> frames(int most) {
    List<Frame> frames = new ArrayList<>();
    try (FrameSource source = open(most)) {
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        frames.add(next.get());
      }
    }
    return frames;
  }

  static ModelCatalog catalog() {
    Path home = Program.here().home();
    return ModelCatalog.read(ModelDirectories.standard(home, System.getenv()).withOwn(home));
  }

  static DjlDetector detector(EngineChoice engine) {
    return DjlDetector.open(
        catalog(),
        new DetectorOptions(
            DetectorOptions.STANDARD_MODEL, engine, new DeviceChoice.Cpu(), 0, Optional.empty()));
  }

  static List<List<Detection>> detections() {
    List<List<Detection>> detections = new ArrayList<>();
    try (DjlDetector detector = detector(EngineChoice.AUTO)) {
      for (Frame frame : frames()) {
        try (frame) {
          detections.add(detector.detect(frame));
        }
      }
    }
    return detections;
  }

  static List<Observation> observations() {
    Tracker tracker = Tracker.numberedFromOne(TrackerOptions.DEFAULT, ASPECT);
    List<Observation> observations = new ArrayList<>();
    Instant at = START;
    for (List<Detection> detections : detections()) {
      observations.add(new Observation(at, tracker.update(at, detections)));
      at = at.plus(PERIOD);
    }
    return observations;
  }

  private static Zone zone(String id, Point... corners) {
    return Zone.of(id, ZoneType.AREA, new Polygon(List.of(corners)));
  }

  private static Point at(double x, double y) {
    return new Point(x, y);
  }
}
