package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headcount.analytics.evaluation.MotFile;
import io.headcount.analytics.evaluation.MotRow;
import io.headcount.analytics.evaluation.Scores;
import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.TrackedBox;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real people in real pictures; skipped where the sample video is not installed. */
@Timeout(300)
class AccuracyIT {
  private static final int FRAMES = 400;

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
  void tracksArePreciseEnough() throws IOException {
    Path labels = truth();
    MotFile truth = MotFile.parse(labels.toString(), Files.readAllLines(labels)).within(1, FRAMES);
    Scores scores = Scores.of(truth, tracks(sample()));

    assertThat(scores.hota().hota()).isGreaterThanOrEqualTo(0.52);
    assertThat(scores.identity().idf1()).isGreaterThanOrEqualTo(0.70);
    assertThat(scores.clear().mota()).isGreaterThanOrEqualTo(0.78);
  }

  private static MotFile tracks(Path video) {
    ModelCatalog catalog =
        ModelCatalog.read(
            ModelDirectories.standard(Path.of(System.getProperty("headcount.home")), Map.of()));
    DetectorOptions options = DetectorOptions.standard();
    List<MotRow> rows = new ArrayList<>();
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
          tracker.observe(frame).people().forEach(person -> rows.add(row(frame, person)));
        }
      }
    }
    return new MotFile(rows);
  }

  private static MotRow row(Frame frame, TrackedBox person) {
    Box box = person.box();
    Box pixels =
        new Box(
            box.left() * frame.width(),
            box.top() * frame.height(),
            box.right() * frame.width(),
            box.bottom() * frame.height());
    return new MotRow(
        Math.toIntExact(frame.index()), person.track().value(), pixels, person.score());
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
