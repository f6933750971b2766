package io.headcount.analytics.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.analytics.window.MinuteWindow;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SceneAnalyticsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CountingLine DOOR =
      CountingLine.of("door", new Segment(new Point(0.5, 1), new Point(0.5, 0)));
  private static final Zone LEFT =
      Zone.of(
          "left",
          ZoneType.QUEUE,
          new Polygon(
              List.of(new Point(0, 0), new Point(0.5, 0), new Point(0.5, 1), new Point(0, 1))));
  private static final Scene SCENE = new Scene(new CameraId("cam"), List.of(DOOR), List.of(LEFT));

  @Test
  void aMinuteKnowsItsCoverageAndWhoWasThere() {
    SceneAnalytics scene = fresh();
    List<SceneEvent> events = new ArrayList<>();
    // ten frames a second; one person in the zone for the second half of the first minute
    for (int i = 0; i <= 620; i++) {
      events.addAll(scene.observe(frame(i * 100L, i >= 300 ? at(1, 0.3) : at(1, 0.7))));
    }
    MinuteWindow window = windows(events).getFirst();
    assertThat(window.start()).isEqualTo(NOON);
    assertThat(window.coverage()).isEqualTo(1);
    assertThat(window.frames()).isEqualTo(600);
    assertThat(window.lines().getFirst().out()).isEqualTo(1);
    // the stay is confirmed half a second after it began
    assertThat(window.zones().getFirst().occupancyMean()).isEqualTo(29.5 / 60, within(1e-9));
    assertThat(window.zones().getFirst().occupancyPeak()).isEqualTo(1);
  }

  @Test
  void lostSecondsAreMissingFromTheCoverage() {
    SceneAnalytics scene = fresh();
    List<SceneEvent> events = new ArrayList<>();
    for (int i = 0; i <= 600; i++) {
      boolean frozen = i > 200 && i < 350;
      if (!frozen) {
        events.addAll(scene.observe(frame(i * 100L)));
      }
    }
    assertThat(windows(events)).hasSize(1);
    assertThat(windows(events).getFirst().coverage()).isEqualTo(45.0 / 60, within(1e-9));
  }

  @Test
  void noObservationGivesNoRowAndZeroIsZeroObserved() {
    SceneAnalytics scene = fresh();
    List<SceneEvent> events = new ArrayList<>(scene.observe(frame(0)));
    events.addAll(scene.unobserved(NOON.plusSeconds(30)));
    events.addAll(scene.unobserved(NOON.plusSeconds(200)));
    events.addAll(scene.observe(frame(300_000)));
    events.addAll(scene.unobserved(NOON.plusSeconds(361)));
    assertThat(windows(events))
        .extracting(MinuteWindow::start)
        .containsExactly(NOON, NOON.plusSeconds(300));
    assertThat(windows(events).getFirst().lines().getFirst().in()).isZero();
  }

  @Test
  void timeThatStepsBackIsHeldAtTheLatest() {
    SceneAnalytics scene = fresh();
    scene.observe(frame(90_000));
    List<SceneEvent> events = new ArrayList<>(scene.observe(frame(10_000)));
    events.addAll(scene.unobserved(NOON.plusSeconds(120)));
    assertThat(windows(events))
        .singleElement()
        .extracting(MinuteWindow::start, MinuteWindow::frames)
        .containsExactly(NOON.plusSeconds(60), 2);
  }

  @Test
  void aRestartEndsStaysAndKeepsTheMinute() {
    SceneAnalytics scene = fresh();
    for (int i = 0; i <= 50; i++) {
      scene.observe(frame(i * 100L, at(1, 0.3)));
    }
    List<SceneEvent> events = new ArrayList<>(scene.restarted(NOON.plusSeconds(10)));
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            SceneEvent.ZoneVisited.class,
            visited -> assertThat(visited.visit().dwell()).isEqualTo(Duration.ofSeconds(5)));
    events.addAll(scene.observe(frame(11_000, at(1, 0.7))));
    events.addAll(scene.unobserved(NOON.plusSeconds(60)));
    MinuteWindow window = windows(events).getFirst();
    assertThat(window.lines().getFirst().out()).as("another person, not a crossing").isZero();
    assertThat(window.zones().getFirst().visits()).isEqualTo(1);
    assertThat(window.frames()).isEqualTo(52);
  }

  @Test
  void aRedrawCutsTheMinuteAndKeepsTotalsOfUnchangedLines() {
    SceneAnalytics scene = fresh();
    scene.observe(frame(0, at(1, 0.3)));
    scene.observe(frame(100, at(1, 0.7)));
    CountingLine moved =
        CountingLine.of("other", new Segment(new Point(0.9, 1), new Point(0.9, 0)));
    Scene next = new Scene(SCENE.camera(), List.of(moved, DOOR), List.of());
    SceneAnalytics.Redrawn redrawn = scene.redrawn(next, NOON.plusSeconds(30));
    MinuteWindow before = windows(redrawn.events()).getFirst();
    redrawn.analytics().observe(frame(31_000, at(2, 0.3)));
    redrawn.analytics().observe(frame(31_100, at(2, 0.7)));
    MinuteWindow after = windows(redrawn.analytics().unobserved(NOON.plusSeconds(60))).getFirst();
    assertThat(before.part()).isZero();
    assertThat(before.lines().getFirst().in()).isEqualTo(1);
    assertThat(after.start()).isEqualTo(NOON);
    assertThat(after.part()).isEqualTo(1);
    assertThat(after.lines().get(1).in()).isEqualTo(1);
    assertThat(after.lines().get(1).totalIn()).isEqualTo(2);
  }

  @Test
  void aVisitThatEndsAfterItsMinuteStillStandsInAWindow() {
    SceneAnalytics scene = fresh();
    List<SceneEvent> events = new ArrayList<>();
    for (int i = 0; i <= 590; i++) {
      events.addAll(scene.observe(frame(i * 100L, at(1, 0.3))));
    }
    events.addAll(scene.unobserved(NOON.plusSeconds(60)));
    events.addAll(scene.unobserved(NOON.plusSeconds(70)));
    events.addAll(scene.unobserved(NOON.plusSeconds(130)));
    long visits = windows(events).stream().mapToLong(w -> w.zones().getFirst().visits()).sum();
    assertThat(visits).isEqualTo(1);
  }

  @Test
  void goingOnFromAnyStateChangesNothing() {
    Random random = new Random(7);
    List<Observation> week = new ArrayList<>();
    double[] x = new double[8];
    for (int i = 0; i < 3000; i++) {
      List<TrackedBox> people = new ArrayList<>();
      for (int who = 0; who < x.length; who++) {
        x[who] = Math.clamp(x[who] + random.nextGaussian() * 0.05, 0.05, 0.95);
        if (random.nextInt(5) > 0) {
          people.add(at(who + 1, x[who]));
        }
      }
      week.add(frame(i * 130L + random.nextInt(60), people.toArray(TrackedBox[]::new)));
    }
    List<SceneEvent> whole = new ArrayList<>();
    SceneAnalytics one = fresh();
    week.forEach(observation -> whole.addAll(one.observe(observation)));

    List<SceneEvent> pieced = new ArrayList<>();
    SceneAnalytics.State state = SceneAnalytics.State.empty(SCENE);
    for (Observation observation : week) {
      SceneAnalytics next = new SceneAnalytics(SCENE, state);
      pieced.addAll(next.observe(observation));
      state = next.state();
    }
    assertThat(pieced).isEqualTo(whole);
    assertThat(windows(whole)).hasSizeGreaterThan(5);
    assertThat(state).isEqualTo(one.state());
  }

  private static SceneAnalytics fresh() {
    return new SceneAnalytics(SCENE, SceneAnalytics.State.empty(SCENE));
  }

  private static Observation frame(long millis, TrackedBox... people) {
    return new Observation(NOON.plusMillis(millis), List.of(people));
  }

  private static TrackedBox at(long track, double x) {
    return new TrackedBox(new TrackId(track), new Box(x - 0.05, 0.3, x + 0.05, 0.7), 0.9);
  }

  private static List<MinuteWindow> windows(List<SceneEvent> events) {
    return events.stream()
        .filter(SceneEvent.WindowClosed.class::isInstance)
        .map(event -> ((SceneEvent.WindowClosed) event).window())
        .toList();
  }
}
