package io.headcount.edge.audit;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.Direction;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.edge.capture.Decoding;
import io.headcount.edge.capture.Playback;
import io.headcount.edge.capture.VideoSource.VideoFile;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.Looks;
import io.headcount.edge.detect.DetectorInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Audits without a detector: what the machine saw is written by the test. */
final class Audits {
  static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");
  static final double RATE = 10;
  static final String CLIP_HASH = "c1".repeat(32);

  /** Upwards through the middle, so that in is to the right. */
  static final CountingLine DOOR = line("door", 0.58, 0.75, 0.58, 0.27);

  /** From left to right, so that in is downwards. */
  static final CountingLine MAT = line("mat", 0.2, 0.6, 0.5, 0.6);

  private Audits() {}

  static CountingLine line(String id, double ax, double ay, double bx, double by) {
    return CountingLine.of(id, new Segment(new Point(ax, ay), new Point(bx, by)));
  }

  static Subject subject(Path clip, String clipHash, CountingLine... lines) {
    CameraId id = new CameraId("street");
    VideoFile file = new VideoFile(clip);
    CameraConfig camera =
        new CameraConfig(
            id,
            file,
            Playback.LOOP,
            Decoding.PROCESSOR,
            true,
            Optional.empty(),
            Looks.AS_NEEDED,
            Optional.empty(),
            Optional.empty(),
            new Scene(id, List.of(lines), List.of()));
    return new Subject(
        file,
        clipHash,
        camera,
        "shop.yaml",
        "ab".repeat(32),
        "7de14c4a0012",
        new DetectorInfo("nanodet-g 1", "onnxruntime 1.21.1", "cpu", "Apache-2.0", 2, 1),
        "cd".repeat(32),
        "0.1.0",
        Duration.ofSeconds(2));
  }

  /** A run in which one person walks from left to right, and these crossings were counted. */
  static MachineRun run(int frames, Counted... crossings) {
    List<SeenFrame> seen = new ArrayList<>();
    for (int n = 1; n <= frames; n++) {
      double x = 0.1 + 0.8 * n / frames;
      TrackedBox walker =
          new TrackedBox(new TrackId(7), new Box(x - 0.03, 0.4, x + 0.03, 0.6), 0.9);
      seen.add(new SeenFrame(at(n), 120, List.of(walker), List.of()));
    }
    return new MachineRun(768, 576, seen, List.of(crossings), Optional.empty(), 1);
  }

  /** Media time of a frame. */
  static Duration at(long frame) {
    return Duration.ofMillis(Math.round((frame - 1) * 1000 / RATE));
  }

  static Counted counted(CountingLine line, Direction direction, long track, long frame) {
    return new Counted(line.id(), direction, track, frame);
  }
}
