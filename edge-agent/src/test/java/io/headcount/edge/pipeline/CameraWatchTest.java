package io.headcount.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.scene.SceneAnalytics;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorInfo;
import io.headcount.edge.detect.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

/** A painted person in a painted shop, found by a detector that knows where it was painted. */
class CameraWatchTest {
  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final int WIDTH = 384;
  private static final int HEIGHT = 288;
  private static final CountingLine DOOR =
      CountingLine.of("door", new Segment(new Point(0.8, 0.9), new Point(0.8, 0.1)));
  private static final Zone SHELF =
      Zone.of(
          "shelf",
          ZoneType.AREA,
          new Polygon(
              List.of(
                  new Point(0.1, 0.1),
                  new Point(0.6, 0.1),
                  new Point(0.6, 0.9),
                  new Point(0.1, 0.9))));
  private static final Scene SCENE = new Scene(new CameraId("shop"), List.of(DOOR), List.of(SHELF));

  private final Painted detector = new Painted();
  private final CameraWatch watch =
      new CameraWatch(
          new CameraTracker(
              detector,
              Optional.empty(),
              TrackerOptions.DEFAULT,
              LongStream.iterate(1, id -> id + 1).iterator()::nextLong),
          Optional.empty(),
          SCENE.lines(),
          Optional.empty(),
          false,
          InputSize.fixed(416));
  private final SceneAnalytics analytics =
      new SceneAnalytics(SCENE, SceneAnalytics.State.empty(SCENE));
  private final List<Observation> observations = new ArrayList<>();
  private final List<SceneEvent> events = new ArrayList<>();
  private long frames;

  /** Finds whoever was painted. */
  private static final class Painted implements Detector {
    private Optional<Box> person = Optional.empty();
    private int looks;

    @Override
    public List<Detection> detect(Frame frame, View view) {
      looks++;
      return person.map(box -> new Detection(box, 0.8)).stream().toList();
    }

    @Override
    public DetectorInfo info() {
      return new DetectorInfo("painted", "none", "cpu", "Apache-2.0", 1, 1);
    }

    @Override
    public void close() {}
  }

  /** One frame, a tenth of a second after the last. */
  private void frame(Optional<Box> person) {
    Instant at = START.plusMillis(frames * 100);
    frames++;
    detector.person = person;
    try (Scalar grey = new Scalar(120, 120, 120, 0);
        Mat pixels = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3, grey);
        Frame frame = new Frame(pixels, at, frames)) {
      person.ifPresent(box -> paint(pixels, box));
      var small = CameraWatch.small(frame);
      switch (watch.need(at, () -> small)) {
        case NOTHING -> {}
        case REPEAT -> observed(watch.repeat(at));
        case LOOK -> observed(watch.look(frame, () -> small));
      }
    }
  }

  private void observed(Observation observation) {
    observations.add(observation);
    events.addAll(analytics.observe(observation));
  }

  private static void paint(Mat pixels, Box box) {
    int left = (int) Math.round(box.left() * WIDTH);
    int top = (int) Math.round(box.top() * HEIGHT);
    int wide = (int) Math.round(box.width() * WIDTH);
    int tall = (int) Math.round(box.height() * HEIGHT);
    try (Rect rectangle = new Rect(left, top, wide, tall);
        Scalar dark = new Scalar(40, 60, 50, 0)) {
      opencv_imgproc.rectangle(pixels, rectangle, dark, -1, opencv_imgproc.LINE_8, 0);
    }
  }

  private static Optional<Box> standingAt(double x) {
    return Optional.of(Box.around(x, 0.5, 0.08, 0.3));
  }

  @Test
  void whoStandsStillForMinutesStaysCountedAtHardlyAnyLooks() {
    for (int i = 0; i < 20; i++) {
      frame(standingAt(0.2 + i * 0.01));
    }
    int walking = detector.looks;
    for (int i = 0; i < 1800; i++) {
      frame(standingAt(0.39));
      assertThat(analytics.present())
          .as("frame %d", frames)
          .isEqualTo(List.of(i + 20 < 10 ? 0 : 1));
    }

    assertThat(walking).isBetween(8, 12);
    assertThat(detector.looks - walking).as("looks in three minutes").isBetween(160, 190);
    assertThat(observations.stream().skip(4))
        .allSatisfy(one -> assertThat(one.people()).hasSize(1));
    assertThat(observations.stream().skip(4).map(one -> one.people().getFirst().track()).distinct())
        .hasSize(1);

    for (int i = 0; i < 30; i++) {
      frame(Optional.empty());
    }
    assertThat(events)
        .filteredOn(SceneEvent.ZoneVisited.class::isInstance)
        .singleElement()
        .satisfies(
            visit ->
                assertThat(((SceneEvent.ZoneVisited) visit).visit().dwell())
                    .isBetween(Duration.ofSeconds(180), Duration.ofSeconds(183)));
    assertThat(observations)
        .as("nothing is unobserved")
        .satisfies(CameraWatchTest::neverMoreThanAFewFramesApart);
  }

  private static void neverMoreThanAFewFramesApart(List<? extends Observation> all) {
    for (int i = 1; i < all.size(); i++) {
      assertThat(Duration.between(all.get(i - 1).at(), all.get(i).at()))
          .isLessThanOrEqualTo(Duration.ofMillis(200));
    }
  }

  @Test
  void whoRunsThroughAnEmptyShopIsCounted() {
    for (int i = 0; i < 100; i++) {
      frame(Optional.empty());
    }
    int quiet = detector.looks;
    for (int i = 0; i < 20; i++) {
      frame(standingAt(0.5 + i * 0.022));
    }
    for (int i = 0; i < 30; i++) { // until the crossing stands
      frame(Optional.empty());
    }

    assertThat(quiet).as("looks in ten seconds of nothing").isLessThanOrEqualTo(12);
    assertThat(analytics.totals().getFirst().in() + analytics.totals().getFirst().out())
        .isEqualTo(1);
  }

  @Test
  void nobodyRemainsAfterTheyLeft() {
    for (int i = 0; i < 100; i++) {
      frame(standingAt(0.4));
    }
    frame(Optional.empty());
    frame(Optional.empty());

    assertThat(observations.getLast().people()).isEmpty();
  }

  @Test
  void whoeverAppearsWithoutBeingNoticedIsFoundWithinASecond() {
    for (int i = 0; i < 100; i++) {
      frame(Optional.empty());
    }
    int before = detector.looks;
    for (int i = 0; i < 11; i++) {
      frame(Optional.empty());
    }
    assertThat(detector.looks).isGreaterThan(before);
  }
}
