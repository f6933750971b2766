package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headcount.analytics.evaluation.CountErrors;
import io.headcount.analytics.evaluation.Hindsight;
import io.headcount.analytics.evaluation.MotFile;
import io.headcount.analytics.evaluation.Scores;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.edge.agent.EdgeAgent;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.Clips;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameSource;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.edge.pipeline.CameraTracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real people in real pictures; skipped where the sample video is not installed. */
@Timeout(300)
class AccuracyIT {
  private static final int FRAMES = 400;

  /** Draws lines and zones that no rule was chosen with. */
  private static final long UNSEEN = 20261122;

  @TempDir private Path dir;

  private static Path sample() {
    Optional<Path> sample = Clips.sample();
    assumeTrue(sample.isPresent(), "needs vtest.avi: install the package opencv-doc");
    return sample.orElseThrow();
  }

  /** HEADCOUNT_SHARED, or the folder beside the repository. */
  private static Path truth() {
    Path beside = Path.of(System.getProperty("headcount.home")).resolveSibling("shared");
    Path shared = Path.of(System.getenv().getOrDefault("HEADCOUNT_SHARED", beside.toString()));
    Path truth = shared.resolve("data/pets09-s2l1.dev.gt.txt");
    assumeTrue(Files.exists(truth), "needs the labels at " + truth + ": set HEADCOUNT_SHARED");
    return truth;
  }

  @Test
  void tracksAndCountsArePreciseEnough() throws IOException {
    Path labels = truth();
    MotFile truth = MotFile.parse(labels.toString(), Files.readAllLines(labels)).within(1, FRAMES);
    MotFile tracks = tracks(sample());
    Scores scores = Scores.of(truth, tracks);

    assertThat(scores.hota().hota()).isGreaterThanOrEqualTo(0.64);
    assertThat(scores.identity().idf1()).isGreaterThanOrEqualTo(0.88);
    assertThat(scores.clear().mota()).isGreaterThanOrEqualTo(0.85);
    assertThat(scores.clear().switches()).isLessThanOrEqualTo(8);
    for (long seed : new long[] {1, UNSEEN}) {
      Random random = new Random(seed);
      CountErrors errors =
          CountErrors.of(
              truth,
              tracks,
              new CountErrors.Footage(768, 576, 10),
              Stream.generate(() -> line(random)).limit(40).toList(),
              Stream.generate(() -> zone(random)).limit(20).toList());
      assertThat(errors.crossings()).isGreaterThan(100);
      assertThat(errors.crossingError()).as("%s, seed %d", errors, seed).isLessThan(0.05);
      assertThat(errors.worstZone()).as("%s, seed %d", errors, seed).isLessThanOrEqualTo(1);
    }
  }

  /** Across a quarter of the picture or more. */
  private static Segment line(Random random) {
    Point from = new Point(random.nextDouble(), random.nextDouble());
    Point to = new Point(random.nextDouble(), random.nextDouble());
    return from.distance(to) < 0.25 ? line(random) : new Segment(from, to);
  }

  private static Polygon zone(Random random) {
    double wide = 0.15 + 0.3 * random.nextDouble();
    double tall = 0.15 + 0.3 * random.nextDouble();
    double left = random.nextDouble() * (1 - wide);
    double top = random.nextDouble() * (1 - tall);
    return new Polygon(
        List.of(
            new Point(left, top),
            new Point(left + wide, top),
            new Point(left + wide, top + tall),
            new Point(left, top + tall)));
  }

  private static MotFile tracks(Path video) {
    ModelCatalog catalog =
        ModelCatalog.read(
            ModelDirectories.standard(Path.of(System.getProperty("headcount.home")), Map.of()));
    DetectorOptions options = DetectorOptions.standard();
    Hindsight tracks = new Hindsight(768, 576);
    try (DjlDetector detector = DjlDetector.open(catalog, options);
        FrameSource frames =
            VideoSources.system()
                .open(VideoSource.parse(video.toString()), CaptureOptions.DEFAULT)) {
      CameraTracker tracker =
          new CameraTracker(
              detector,
              Optional.empty(),
              EdgeAgent.trackerOptions(catalog.get(options.model()).thresholds()),
              LongStream.iterate(1, id -> id + 1).iterator()::nextLong);
      for (int n = 1; n <= FRAMES; n++) {
        try (Frame frame = frames.next().orElseThrow()) {
          tracks.add(n, frame.at(), tracker.observe(frame).people(), tracker.earlier());
        }
      }
    }
    return tracks.tracks();
  }

  @Test
  void countingTwiceGivesTheSameBytes() {
    String clip = Clips.first(dir, sample(), 60).toString();
    String config = System.getProperty("headcount.home") + "/edge-agent/examples/street.yaml";
    String[] command = {"count", "--source", clip, "--config", config, "--json"};
    Program.Outcome first = Program.run(command);
    Program.Outcome second = Program.run(command);
    assertThat(first.status()).as(first.err()).isZero();
    assertThat(first.out()).isEqualTo(second.out()).contains("\"walkway\"");
  }
}
