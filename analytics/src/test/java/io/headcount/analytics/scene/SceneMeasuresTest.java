package io.headcount.analytics.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.heat.CellTime;
import io.headcount.analytics.heat.Grid;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.analytics.window.MinuteWindow;
import io.headcount.analytics.window.OpenMinute;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Dwells, waits, ways and heat of whole scenes. */
final class SceneMeasuresTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Zone SHELF = zone("shelf", ZoneType.PRODUCT, 0.05, 0.3);
  private static final Zone QUEUE = zone("queue", ZoneType.QUEUE, 0.35, 0.6);
  private static final Zone TILL = zone("till", ZoneType.SERVICE, 0.65, 0.95);
  private static final CountingLine DOOR =
      CountingLine.of("door", new Segment(new Point(0.5, 1), new Point(0.5, 0)));
  private static final Scene SHOP =
      new Scene(new CameraId("cam"), List.of(DOOR), List.of(SHELF, QUEUE, TILL));

  @Test
  void aVisitToTheShopIsToldInEachMeasure() {
    SceneAnalytics scene = fresh(SHOP);
    List<SceneEvent> events = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      double second = i / 10.0;
      double x = second < 10 ? 0.2 : second < 30 ? 0.5 : 0.8;
      events.addAll(scene.observe(frame(i * 100L, second < 40 ? List.of(at(1, x)) : List.of())));
    }
    MinuteWindow first = windows(events).getFirst();

    assertThat(first.zones().get(0).dwells()).hasValue(List.of(Duration.ofMillis(9_900)));
    assertThat(first.zones().get(0).queue()).isEmpty();
    assertThat(first.zones().get(1).queue())
        .hasValue(
            new MinuteWindow.QueueTally(
                List.of(Duration.ofSeconds(20)), Optional.of(new MinuteWindow.Ends(1, 0))));
    assertThat(told(first))
        .isEqualTo(Map.of(">shelf", 1L, "shelf>queue", 1L, "queue>till", 1L, "till>", 1L));
    assertThat(presence(first)).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void withoutAServiceOnlyWaitsAreTold() {
    Scene lift = new Scene(new CameraId("cam"), List.of(), List.of(QUEUE));
    SceneAnalytics scene = fresh(lift);
    List<SceneEvent> events = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      events.addAll(scene.observe(frame(i * 100L, i < 100 ? List.of(at(1, 0.5)) : List.of())));
    }
    MinuteWindow.QueueTally queue =
        windows(events).getFirst().zones().getFirst().queue().orElseThrow();

    assertThat(queue.waits()).containsExactly(Duration.ofMillis(9_900));
    assertThat(queue.ends()).isEmpty();
  }

  @Test
  void whoStandsIsTakenApartFromWhoWalks() {
    SceneAnalytics scene = fresh(SHOP);
    List<SceneEvent> events = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i <= 600; i++) {
      // one stands and trembles by a fiftieth of their height, one walks half of it a second
      double stands = 0.2 + 0.008 * (random.nextDouble() - 0.5);
      double walks = 0.1 + Math.abs((i * 0.02 + 0.8) % 1.6 - 0.8);
      events.addAll(scene.observe(frame(i * 100L, List.of(at(1, stands), at(2, walks)))));
    }
    MinuteWindow minute = windows(events).getFirst();
    Duration still =
        Duration.ofNanos(
            minute.heat().orElseThrow().stream().mapToLong(CellTime::stillNanos).sum());

    assertThat(presence(minute)).isEqualTo(Duration.ofMinutes(2));
    assertThat(still).isBetween(Duration.ofSeconds(58), Duration.ofMinutes(1));
  }

  /** The grid is the same time as the coverage, each person of each frame once. */
  @Property(tries = 40)
  void heatIsAllThePersonTimeThatWasObserved(@ForAll long seed) {
    List<Observation> shown = walks(seed, 900);
    SceneAnalytics scene = fresh(SHOP);
    List<SceneEvent> events = new ArrayList<>();
    Duration expected = Duration.ZERO;
    Observation before = null;
    for (Observation observation : shown) {
      if (before != null) {
        Duration gap = Duration.between(before.at(), observation.at());
        if (gap.compareTo(SceneAnalytics.MAX_GAP) <= 0) {
          expected = expected.plus(gap.multipliedBy(before.people().size()));
        }
      }
      events.addAll(scene.observe(observation));
      before = observation;
    }
    events.addAll(scene.unobserved(shown.getLast().at().plusSeconds(120)));

    Duration told =
        windows(events).stream()
            .map(SceneMeasuresTest::presence)
            .reduce(Duration.ZERO, Duration::plus);
    assertThat(told).isEqualTo(expected);
  }

  /** Wherever it is cut, also within a minute, the numbers come out the same. */
  @Property(tries = 40)
  void goingOnFromAnyStateChangesNothing(@ForAll long seed) {
    List<Observation> shown = walks(seed, 900);
    Random random = new Random(seed);
    SceneAnalytics whole = fresh(SHOP);
    SceneAnalytics pieces = fresh(SHOP);
    List<SceneEvent> expected = new ArrayList<>();
    List<SceneEvent> pieced = new ArrayList<>();
    for (Observation observation : shown) {
      if (random.nextInt(20) == 0) {
        pieces = new SceneAnalytics(SHOP, pieces.state());
      }
      expected.addAll(whole.observe(observation));
      pieced.addAll(pieces.observe(observation));
      if (random.nextInt(100) == 0) {
        Instant later = observation.at().plusMillis(10);
        expected.addAll(whole.unobserved(later));
        pieced.addAll(pieces.unobserved(later));
      }
    }
    assertThat(pieced).isEqualTo(expected);
    assertThat(pieces.state()).isEqualTo(whole.state());
    assertThat(windows(expected)).hasSizeGreaterThan(1);
  }

  @Test
  void randomWalksReachAllThereIs() {
    Map<String, Long> ways = new TreeMap<>();
    long served = 0;
    long abandoned = 0;
    for (int seed = 0; seed < 30; seed++) {
      SceneAnalytics scene = fresh(SHOP);
      List<SceneEvent> events = new ArrayList<>();
      walks(seed, 900).forEach(observation -> events.addAll(scene.observe(observation)));
      for (MinuteWindow window : windows(events)) {
        told(window).forEach((way, count) -> ways.merge(way, count, Long::sum));
        MinuteWindow.Ends ends = window.zones().get(1).queue().orElseThrow().ends().orElseThrow();
        served += ends.served();
        abandoned += ends.abandoned();
      }
    }
    assertThat(ways.keySet()).contains(">shelf", "queue>till", "till>queue", "till>");
    assertThat(served).isPositive();
    assertThat(abandoned).isPositive();
  }

  @Test
  void aStateThatKnewNoneOfItClosesItsMinuteWithoutIt() {
    SceneAnalytics scene = fresh(SHOP);
    scene.observe(frame(0, List.of(at(1, 0.2))));
    SceneAnalytics.State state = scene.state();
    var minute = Objects.requireNonNull(state.minute());
    SceneAnalytics older =
        new SceneAnalytics(
            SHOP,
            new SceneAnalytics.State(
                state.last(),
                state.watching(),
                new OpenMinute.State(
                    minute.start(),
                    minute.part(),
                    minute.observedNanos(),
                    minute.frames(),
                    minute.in(),
                    minute.out(),
                    minute.zones(),
                    null),
                state.lines(),
                state.zones(),
                state.places(),
                state.queues(),
                state.legs(),
                state.whereabouts()));
    List<SceneEvent> events = new ArrayList<>();
    for (int i = 1; i < 1300; i++) {
      events.addAll(older.observe(frame(i * 100L, List.of(at(1, 0.2)))));
    }
    assertThat(windows(events).getFirst().heat()).isEmpty();
    assertThat(windows(events).getFirst().flows()).isEmpty();
    assertThat(windows(events).getFirst().zones().getFirst().dwells()).isEmpty();
    assertThat(windows(events).getFirst().zones().get(1).queue()).isEmpty();
    assertThat(windows(events).get(1).heat()).isPresent();
  }

  @Test
  void cellsAreNumberedByRowFromTheTopLeft() {
    assertThat(Grid.cell(new Point(0, 0))).isZero();
    assertThat(Grid.cell(new Point(0.999, 0))).isEqualTo(31);
    assertThat(Grid.cell(new Point(0, 0.999))).isEqualTo(17 * 32);
    assertThat(Grid.cell(new Point(1.5, 1.5))).isEqualTo(Grid.CELLS - 1);
    assertThat(Grid.cell(new Point(-0.5, -0.5))).isZero();
  }

  /** People who walk about, stop, vanish and come back, with frames that are late now and then. */
  private static List<Observation> walks(long seed, int frames) {
    Random random = new Random(seed);
    double[] x = new double[6];
    double[] goal = new double[6];
    int[] away = new int[6];
    List<Observation> shown = new ArrayList<>();
    long millis = 0;
    for (int i = 0; i < frames; i++) {
      List<TrackedBox> people = new ArrayList<>();
      for (int who = 0; who < x.length; who++) {
        if (random.nextInt(60) == 0) {
          goal[who] = 0.02 + 0.96 * random.nextDouble();
        }
        if (random.nextInt(200) == 0) {
          away[who] = random.nextInt(150);
        }
        x[who] += Math.clamp(goal[who] - x[who], -0.03, 0.03);
        if (away[who]-- <= 0) {
          people.add(at(who + 1L, x[who]));
        }
      }
      shown.add(frame(millis, people));
      millis += random.nextInt(150) == 0 ? 3000 : 100 + random.nextInt(150);
    }
    return shown;
  }

  private static SceneAnalytics fresh(Scene scene) {
    return new SceneAnalytics(scene, SceneAnalytics.State.empty(scene));
  }

  private static Observation frame(long millis, List<TrackedBox> people) {
    return new Observation(NOON.plusMillis(millis), people);
  }

  private static TrackedBox at(long track, double x) {
    return new TrackedBox(new TrackId(track), new Box(x - 0.05, 0.3, x + 0.05, 0.7), 0.9);
  }

  private static Map<String, Long> told(MinuteWindow window) {
    return window.flows().orElseThrow().stream()
        .collect(
            Collectors.toMap(
                flow -> flow.from().orElse("") + ">" + flow.to().orElse(""),
                MinuteWindow.FlowTally::count));
  }

  private static Duration presence(MinuteWindow window) {
    return Duration.ofNanos(
        window.heat().orElseThrow().stream().mapToLong(CellTime::presentNanos).sum());
  }

  private static List<MinuteWindow> windows(List<SceneEvent> events) {
    return events.stream()
        .filter(SceneEvent.WindowClosed.class::isInstance)
        .map(event -> ((SceneEvent.WindowClosed) event).window())
        .toList();
  }

  private static Zone zone(String id, ZoneType type, double left, double right) {
    return Zone.of(
        id,
        type,
        new Polygon(
            List.of(
                new Point(left, 0), new Point(right, 0), new Point(right, 1), new Point(left, 1))));
  }
}
