package io.headcount.edge.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.analytics.statics.StaticsRule;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.analytics.window.MinuteWindow;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.edge.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a change of lines and zones does to counts while it all goes on. */
final class ChangedTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CameraId DOOR = new CameraId("door");
  private static final CameraId TILL = new CameraId("till");
  private static final CountingLine MIDDLE =
      CountingLine.of("middle", new Segment(new Point(0.5, 1), new Point(0.5, 0)));
  private static final CountingLine RIGHT =
      CountingLine.of("right", new Segment(new Point(0.7, 1), new Point(0.7, 0)));
  private static final Polygon LEFT =
      new Polygon(
          List.of(new Point(0, 0), new Point(0.45, 0), new Point(0.45, 1), new Point(0, 1)));
  private static final Scene DOOR_BEFORE = scene(DOOR, List.of(MIDDLE), List.of());
  private static final Scene DOOR_AFTER = scene(DOOR, List.of(MIDDLE, RIGHT), List.of());
  private static final Scene TILL_ALWAYS =
      scene(TILL, List.of(), List.of(Zone.of("queue", ZoneType.QUEUE, LEFT)));
  private static final Map<String, List<Scene>> BOOK =
      Map.of(
          "one", List.of(DOOR_BEFORE, TILL_ALWAYS),
          "two", List.of(DOOR_AFTER, TILL_ALWAYS),
          "three", List.of(TILL_ALWAYS));

  private static List<Scene> book(String revision) {
    return BOOK.getOrDefault(revision, List.of());
  }

  @Test
  void whatDidNotChangeGoesOnWithoutAHole() {
    List<Counted> counted = count(journal("two"));

    List<MinuteWindow> till = windows(counted, TILL);
    assertThat(till.getFirst().part()).isZero();
    assertThat(till.getFirst().coverage()).isGreaterThan(0.99);
    // the one visit is not cut in two by the change
    assertThat(counted)
        .filteredOn(one -> one.event() instanceof SceneEvent.ZoneVisited)
        .singleElement()
        .satisfies(
            one ->
                assertThat(((SceneEvent.ZoneVisited) one.event()).visit().dwell())
                    .isGreaterThan(Duration.ofSeconds(50)));
    List<MinuteWindow> door = windows(counted, DOOR);
    assertThat(door.get(0).lines()).hasSize(1);
    assertThat(door.get(1).start()).isEqualTo(door.get(0).start());
    assertThat(door.get(1).part()).isEqualTo(1);
    assertThat(door.get(1).lines()).hasSize(2);
  }

  @Test
  void anEntryWrittenAndReadGivesTheSameCountsFromAnyPlaceInIt() {
    List<JournalEntry> journal = journal("two");
    List<Counted> whole = count(journal);
    for (int cut = 0; cut < journal.size(); cut += 37) {
      Counting first = new Counting(ChangedTest::book, CountingState.EMPTY);
      List<Counted> counted = new ArrayList<>();
      journal.subList(0, cut).forEach(entry -> counted.addAll(first.apply(entry)));
      Counting second = new Counting(ChangedTest::book, first.state());
      journal.subList(cut, journal.size()).forEach(entry -> counted.addAll(second.apply(entry)));
      assertThat(counted).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @Test
  void aCameraThatIsRemovedClosesItsMinute() {
    List<Counted> counted = count(journal("three"));

    assertThat(windows(counted, DOOR)).hasSize(1);
    assertThat(windows(counted, DOOR).getFirst().coverage()).isBetween(0.4, 0.6);
    assertThat(windows(counted, TILL).getFirst().coverage()).isGreaterThan(0.99);
  }

  @Test
  void whoIsInAnExcludedZoneIsCountedNowhere() {
    Zone street = Zone.of("street", ZoneType.EXCLUDED, LEFT);
    Scene excluding =
        scene(TILL, List.of(), List.of(Zone.of("queue", ZoneType.QUEUE, LEFT), street));
    Counting counting = new Counting(_ -> List.of(excluding), CountingState.EMPTY);
    List<Counted> counted = new ArrayList<>();
    journal("three").forEach(entry -> counted.addAll(counting.apply(entry)));

    assertThat(excluding.zones()).extracting(Zone::id).containsExactly("queue");
    assertThat(counted).noneMatch(one -> one.event() instanceof SceneEvent.ZoneVisited);
    assertThat(windows(counted, TILL).getFirst().zones().getFirst().occupancyPeak()).isZero();
  }

  @Test
  void aRecountComparesBeforeWithAfter() {
    Recount recount = new Recount(NOON, book("one"), book("two"));
    journal("one").forEach(recount::apply);

    // the till is the same in both
    assertThat(recount.zones()).isEmpty();
    assertThat(recount.lines())
        .containsExactly(
            new Recount.Line(
                "door",
                "middle",
                Optional.of(new Recount.LineSum(12, 0)),
                Optional.of(new Recount.LineSum(12, 0))),
            new Recount.Line(
                "door", "right", Optional.empty(), Optional.of(new Recount.LineSum(12, 0))));
    Recount none = new Recount(NOON.plusSeconds(3600), book("one"), book("two"));
    journal("one").forEach(none::apply);
    assertThat(none.lines().getFirst().before()).contains(new Recount.LineSum(0, 0));
  }

  @Test
  void tracksBeginAndEndWherePeopleWereFirstAndLastSeen() {
    TrackEnds ends = new TrackEnds();
    journal("one").forEach(ends::apply);
    TrackEnds.Grid door = ends.grids().getOrDefault(DOOR, TrackEnds.Grid.EMPTY);

    assertThat(door.tracks()).isEqualTo(12);
    int row = 16 * TrackEnds.COLUMNS;
    assertThat(door.starts().get(row + 6)).isEqualTo(12);
    assertThat(door.ends().stream().mapToInt(Integer::intValue).sum()).isEqualTo(12);
    assertThat(door.ends().get(row + 28)).isEqualTo(12);
    // who waited there left, too
    assertThat(ends.grids().getOrDefault(TILL, TrackEnds.Grid.EMPTY).tracks()).isEqualTo(1);
  }

  /**
   * Two minutes: at the door somebody walks from left to right every ten seconds, at the till
   * somebody waits; half a minute in, another revision holds.
   */
  private static List<JournalEntry> journal(String then) {
    List<JournalEntry> journal = new ArrayList<>();
    journal.add(new JournalEntry.Started(NOON, "one"));
    for (int tenth = 0; tenth < 1_200; tenth++) {
      Instant at = NOON.plusMillis(100L * tenth);
      if (tenth == 300) {
        journal.add(new JournalEntry.Changed(at, then));
      }
      int step = tenth % 100;
      List<TrackedBox> walking =
          step < 70 ? List.of(person(1 + tenth / 100, 0.2 + 0.01 * step)) : List.of();
      journal.add(new JournalEntry.Observed(DOOR, new Observation(at, walking)));
      List<TrackedBox> waiting =
          tenth < 1_000 ? List.of(person(1_000, 0.2 + 0.001 * (tenth % 7))) : List.of();
      journal.add(new JournalEntry.Observed(TILL, new Observation(at, waiting)));
    }
    journal.add(new JournalEntry.Unobserved(DOOR, NOON.plusSeconds(181)));
    journal.add(new JournalEntry.Unobserved(TILL, NOON.plusSeconds(181)));
    return journal;
  }

  private static TrackedBox person(long track, double x) {
    return new TrackedBox(new TrackId(track), new Box(x - 0.05, 0.5, x + 0.05, 0.9), 0.9);
  }

  private static Scene scene(CameraId camera, List<CountingLine> lines, List<Zone> zones) {
    return new Scene(camera, lines, zones, new StaticsRule(Duration.ofHours(2), 0.02));
  }

  private static List<Counted> count(List<JournalEntry> journal) {
    Counting counting = new Counting(ChangedTest::book, CountingState.EMPTY);
    List<Counted> counted = new ArrayList<>();
    journal.forEach(entry -> counted.addAll(counting.apply(entry)));
    return counted;
  }

  private static List<MinuteWindow> windows(List<Counted> counted, CameraId camera) {
    return counted.stream()
        .filter(one -> one.camera().equals(camera))
        .flatMap(
            one ->
                one.event() instanceof SceneEvent.WindowClosed(var window)
                    ? Stream.of(window)
                    : Stream.empty())
        .toList();
  }
}
