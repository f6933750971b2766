package io.headcount.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.LatestFrameSlot;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorInfo;
import io.headcount.edge.detect.View;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.JournalOptions;
import io.headcount.edge.journal.JournalTailer;
import io.headcount.edge.journal.JournalWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CameraPipelineTest {
  private static final CameraId DOOR = new CameraId("door");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration FRAME = Duration.ofMillis(50);

  /** Somebody who stands at this line is near it for good. */
  private static final CountingLine LINE =
      CountingLine.of("line", new Segment(new Point(0.5, 0.9), new Point(0.5, 0.1)));

  @TempDir private Path folder;
  private final LatestFrameSlot slot = new LatestFrameSlot();
  private final Ticker ticker = Ticker.system();

  /** Always sees somebody at the line, and takes its time. */
  private record Slow(Duration look) implements Detector {
    @Override
    public List<Detection> detect(Frame frame, View view) {
      try {
        Ticker.system().pause(look.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return List.of(new Detection(new Box(0.45, 0.3, 0.55, 0.7), 0.9));
    }

    @Override
    public DetectorInfo info() {
      return new DetectorInfo("slow", "none", "cpu", "Apache-2.0", 1, 2);
    }

    @Override
    public void close() {}
  }

  @Test
  void aBudgetTooSmallIsHeldAndToldAndShowsInTheJournal() throws Exception {
    // a look of 30 ms in 5 % of the time: one every 600 ms, where ten a second are wanted
    Turns turns = new Turns(new Turns.Budget(0.1, 1, 2), ticker);

    PipelineStatus status =
        run(turns, Duration.ofMillis(30), true, now -> now.lost() >= 12 && now.processed() >= 6);

    assertThat(status.lostShare()).isBetween(0.5, 0.95);
    assertThat(status.replaced()).isPositive();
    assertThat(turns.use().used()).isLessThan(0.2);
    assertThat(entries())
        .as("more than half a second without a look, with somebody at the line")
        .hasAtLeastOneElementOfType(JournalEntry.Unobserved.class)
        .hasAtLeastOneElementOfType(JournalEntry.Observed.class);
  }

  @Test
  void aPictureThatStandsStillIsObservedWithHardlyALook() throws Exception {
    Turns turns = new Turns(new Turns.Budget(2, 1, 2), ticker);

    PipelineStatus status = run(turns, Duration.ZERO, false, now -> now.repeated() >= 10);

    assertThat(status.processed()).isLessThan(status.repeated());
    assertThat(entries())
        .filteredOn(JournalEntry.Observed.class::isInstance)
        .hasSize((int) (status.processed() + status.repeated()))
        .last()
        .satisfies(
            last -> assertThat(((JournalEntry.Observed) last).observation().people()).hasSize(1));
  }

  /** Shows the camera frames until the pipeline has got so far. */
  private PipelineStatus run(
      Turns turns, Duration look, boolean flickers, Predicate<PipelineStatus> far)
      throws Exception {
    CameraTracker tracker =
        new CameraTracker(
            new Slow(look),
            Optional.empty(),
            TrackerOptions.DEFAULT,
            LongStream.iterate(1, id -> id + 1).iterator()::nextLong);
    CameraWatch watch =
        new CameraWatch(
            tracker,
            Optional.empty(),
            List.of(LINE),
            Optional.empty(),
            false,
            InputSize.fixed(416));
    InstantSource clock = InstantSource.system();
    try (JournalWriter journal =
        JournalWriter.start(Journal.open(folder, clock, JournalOptions.DEFAULT))) {
      CameraPipeline pipeline =
          new CameraPipeline(
              DOOR,
              slot,
              watch,
              turns.join(),
              journal,
              (camera, frame, observation) -> {},
              clock,
              ticker);
      try (pipeline) {
        Thread.ofPlatform().name(pipeline.threadName()).start(pipeline);
        Instant deadline = clock.instant().plus(PATIENCE);
        for (int index = 0; !far.test(pipeline.status()); index++) {
          assertThat(clock.instant()).as("%s", pipeline.status()).isBefore(deadline);
          slot.put(frame(clock.instant(), index, flickers ? 50 + index * 37 % 150 : 100));
          ticker.pause(FRAME.toNanos());
        }
      }
      return pipeline.status();
    }
  }

  private static Frame frame(Instant at, int index, int level) {
    try (Scalar grey = new Scalar(level, level, level, 0)) {
      return new Frame(new Mat(96, 128, opencv_core.CV_8UC3, grey), at, index);
    }
  }

  private List<JournalEntry> entries() {
    List<JournalEntry> entries = new ArrayList<>();
    try (JournalTailer journal = Journal.read(folder)) {
      for (var next = journal.next(); next.isPresent(); next = journal.next()) {
        entries.add(next.get().entry());
      }
    }
    return entries;
  }
}
