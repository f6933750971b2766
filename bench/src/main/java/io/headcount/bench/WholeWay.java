package io.headcount.bench;

import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.scene.SceneAnalytics;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.LookAhead;
import io.headcount.edge.detect.View;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.JournalOptions;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelFormat;
import io.headcount.edge.pipeline.CameraTracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The program's own way of a frame, and its engine alone. Confined to one thread; deletes its
 * journal at the end.
 */
final class WholeWay implements AutoCloseable {
  private final Path folder = Folders.temporary("headcount-ratio-");
  private final Journal journal =
      Journal.open(folder, InstantSource.system(), JournalOptions.DEFAULT);
  private final SceneAnalytics analytics =
      new SceneAnalytics(Clip.SCENE, SceneAnalytics.State.empty(Clip.SCENE));
  private final List<Frame> shapes = Clip.frames(1);
  private final ModelCatalog catalog = Clip.catalog();
  private final Path model;
  private final int lanes;
  private final DjlDetector detector;
  private Instant at = Clip.START;

  WholeWay(DetectorOptions options, int lanes) {
    this.lanes = lanes;
    this.detector = DjlDetector.open(catalog, options, lanes);
    this.model =
        catalog.get(options.model()).file(ModelFormat.ONNX).orElseThrow().path().toAbsolutePath();
  }

  /** The file that ONNX Runtime runs. */
  Path model() {
    return model;
  }

  Speed bare(int times) {
    return Speed.of(
        times, () -> SideBySide.run(lanes, times, _ -> detector.inferBare(shapes.getFirst())));
  }

  /** From opening the file to the events of so many frames. */
  Speed pipeline(int frames) {
    return Speed.of(frames, () -> look(frames));
  }

  private void look(int frames) {
    try (LookAhead ahead = new LookAhead(Clip.open(frames), detector, View.whole(), lanes)) {
      CameraTracker tracker =
          new CameraTracker(
              ahead,
              Optional.empty(),
              TrackerOptions.DEFAULT,
              LongStream.iterate(1, id -> id + 1).iterator()::nextLong);
      for (int i = 0; i < frames; i++) {
        try (Frame frame = ahead.next().orElseThrow()) {
          at = at.plus(Clip.PERIOD);
          Observation seen = new Observation(at, tracker.observe(frame).people());
          journal.append(new JournalEntry.Observed(Clip.SCENE.camera(), seen));
          analytics.observe(seen);
        }
      }
    }
  }

  @Override
  public void close() {
    detector.close();
    shapes.forEach(Frame::close);
    journal.close();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
