package io.headcount.analytics.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Anchor;
import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line runs up the middle of the picture from y 0.8 to 0.2, so in is towards the right. */
final class LineCounterTest {
  private static final Segment MIDDLE = new Segment(new Point(0.5, 0.8), new Point(0.5, 0.2));
  private static final Instant START = Instant.EPOCH;

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "walks in                              | 0.40 0.45 0.55 0.60            | I",
        "walks out                             | 0.60 0.55 0.45 0.40            | O",
        "jumps over the band at once           | 0.10 0.90                      | I",
        "stops short of the line               | 0.40 0.495 0.40                | ",
        "peeks over and steps back             | 0.40 0.505 0.40                | ",
        "pending in the band, then clear       | 0.40 0.505 0.506 0.507 0.55    | I",
        "stands on the line and flickers       | 0.40 0.496 0.504 0.497 0.503 0.495 0.40 | ",
        "flickers, then goes in                | 0.40 0.496 0.504 0.497 0.503 0.55 | I",
        "stops exactly on the line, goes on    | 0.40 0.50 0.50 0.60            | I",
        "stops exactly on the line, turns back | 0.40 0.50 0.50 0.40            | ",
        "first seen on the line                | 0.50 0.60                      | ",
        "in and, two seconds later, out        | 0.40 0.60 0.60 0.60 0.60 0.40  | IO",
        "turns right behind the line           | 0.40 0.60 0.40                 | ",
        "ends right behind the line            | 0.40 0.60                      | I",
      })
  void oneTrackAtHalfSecondSteps(String story, String xs, String expected) {
    LineCounter counter = counter(CrossingPolicy.EVERY_CROSSING);
    String counted = expected == null ? "" : expected;
    List<Crossing> crossings =
        walk(counter, points(xs, 0.5), Duration.ofMillis(500), new TrackId(1));
    crossings.addAll(counter.endAll());
    assertThat(letters(crossings)).as(story).isEqualTo(counted);
  }

  @Test
  void whatIsTakenBackWithinTheDebounceIsNone() {
    LineCounter counter = counter(CrossingPolicy.EVERY_CROSSING);
    List<Crossing> crossings =
        walk(
            counter,
            points("0.40 0.60 0.40 0.39 0.60 0.61 0.62 0.63", 0.5),
            Duration.ofMillis(400),
            new TrackId(1));
    assertThat(letters(crossings)).isEqualTo("I");
    assertThat(crossings.getLast().at()).isBetween(START.plusMillis(1200), START.plusMillis(1600));
  }

  @Test
  void flickerFasterThanTheDebounceIsNoCrossing() {
    LineCounter counter = counter(CrossingPolicy.EVERY_CROSSING);
    List<Point> flicker =
        IntStream.range(0, 41).mapToObj(i -> new Point(i % 2 == 0 ? 0.45 : 0.55, 0.5)).toList();
    assertThat(walk(counter, flicker, Duration.ofMillis(100), new TrackId(1))).isEmpty();
    assertThat(counter.endAll()).isEmpty();
  }

  @Test
  void whoIsNotSeenAgainHasCrossed() {
    LineCounter counter = counter(CrossingPolicy.EVERY_CROSSING);
    assertThat(walk(counter, points("0.4 0.6", 0.5), Duration.ofMillis(200), new TrackId(1)))
        .isEmpty();
    assertThat(counter.timeTo(START.plusMillis(1000))).isEmpty();
    assertThat(letters(counter.timeTo(START.plusMillis(1101)))).isEqualTo("I");
    assertThat(counter.timeTo(START.plusSeconds(100))).isEmpty();
    assertThat(counter.state().in()).isEqualTo(1);
  }

  @Test
  void aTrackThatIsForgottenBeforeALongDebounceIsOverHasCrossed() {
    CountingLine slow =
        new CountingLine(
            "door",
            MIDDLE,
            Anchor.BOTTOM_CENTER,
            1 / 30.0,
            Duration.ofMinutes(5),
            CrossingPolicy.EVERY_CROSSING);
    LineCounter counter = new LineCounter(slow, LineCounter.State.empty());
    assertThat(walk(counter, points("0.4 0.6", 0.5), Duration.ofSeconds(1), new TrackId(1)))
        .isEmpty();
    assertThat(letters(counter.timeTo(START.plusSeconds(62)))).isEqualTo("I");
    assertThat(counter.state().sides()).isEmpty();
  }

  @Test
  void passingBeyondTheEndsIsNoCrossing() {
    LineCounter counter = counter(CrossingPolicy.EVERY_CROSSING);
    List<Crossing> crossings =
        walk(counter, points("0.4 0.6 0.4 0.6", 0.9), Duration.ofSeconds(2), new TrackId(1));
    assertThat(crossings).isEmpty();
  }

  @Test
  void comingBackRoundTheEndCountsEachPassThroughOnce() {
    LineCounter counter = counter(CrossingPolicy.EVERY_CROSSING);
    List<Point> path = new ArrayList<>();
    for (int lap = 0; lap < 3; lap++) {
      path.addAll(points("0.3 0.45 0.55 0.7", 0.5));
      path.addAll(points("0.7 0.55 0.45 0.3", 0.95));
    }
    List<Crossing> crossings = walk(counter, path, Duration.ofSeconds(1), new TrackId(1));
    assertThat(letters(crossings)).isEqualTo("III");
  }

  @Test
  void onceATrackMeansOnce() {
    LineCounter counter = counter(CrossingPolicy.ONCE_PER_TRACK);
    List<Point> path = points("0.4 0.6 0.4 0.6 0.4", 0.5);
    assertThat(letters(walk(counter, path, Duration.ofSeconds(5), new TrackId(1)))).isEqualTo("I");
  }

  @Test
  void theTimeOfACrossingIsWhenTheLineWasMet() {
    LineCounter counter = counter(CrossingPolicy.EVERY_CROSSING);
    List<Crossing> crossings =
        walk(counter, points("0.2 0.6", 0.5), Duration.ofSeconds(4), new TrackId(1));
    assertThat(crossings).singleElement().extracting(Crossing::at).isEqualTo(START.plusSeconds(3));
  }

  @Test
  void goingOnFromItsStateChangesNothing() {
    List<Point> path = points("0.40 0.505 0.45 0.60 0.60 0.502 0.30 0.30", 0.5);
    LineCounter whole = counter(CrossingPolicy.EVERY_CROSSING);
    List<Crossing> expected = walk(whole, path, Duration.ofMillis(700), new TrackId(1));

    List<Crossing> pieced = new ArrayList<>();
    LineCounter.State state = LineCounter.State.empty();
    for (int i = 0; i < path.size(); i++) {
      LineCounter next = new LineCounter(line(CrossingPolicy.EVERY_CROSSING), state);
      pieced.addAll(
          next.observe(START.plusMillis(700L * i), List.of(person(new TrackId(1), path.get(i)))));
      state = next.state();
    }
    assertThat(pieced).isEqualTo(expected).isNotEmpty();
    assertThat(state).isEqualTo(whole.state());
  }

  @Test
  void tracksOfAWeekAreForgotten() {
    LineCounter counter = counter(CrossingPolicy.EVERY_CROSSING);
    for (int i = 1; i <= 10_000; i++) {
      Instant at = START.plus(Duration.ofMinutes(i));
      counter.observe(at, List.of(person(new TrackId(i), new Point(0.4, 0.5))));
    }
    assertThat(counter.state().sides()).hasSizeLessThan(4);
  }

  @Property(tries = 500)
  void inMinusOutIsWhereTheTrackEndedUp(
      @ForAll @Size(min = 2, max = 60) List<@DoubleRange(min = 0, max = 1) Double> xs) {
    LineCounter counter = counter(CrossingPolicy.EVERY_CROSSING);
    List<Point> path = new ArrayList<>(xs.stream().map(x -> new Point(x, 0.5)).toList());
    path.addFirst(new Point(0.1, 0.5));
    path.add(new Point(0.9, 0.5));
    walk(counter, path, Duration.ofSeconds(2), new TrackId(1));
    counter.endAll();
    long net = counter.state().in() - counter.state().out();
    assertThat(net).isEqualTo(1);
  }

  private static LineCounter counter(CrossingPolicy policy) {
    return new LineCounter(line(policy), LineCounter.State.empty());
  }

  private static CountingLine line(CrossingPolicy policy) {
    return new CountingLine(
        "door", MIDDLE, Anchor.BOTTOM_CENTER, 1 / 30.0, Duration.ofSeconds(1), policy);
  }

  private static List<Crossing> walk(
      LineCounter counter, List<Point> path, Duration step, TrackId track) {
    List<Crossing> crossings = new ArrayList<>();
    Instant at = START;
    for (Point point : path) {
      crossings.addAll(counter.observe(at, List.of(person(track, point))));
      at = at.plus(step);
    }
    return crossings;
  }

  private static List<Point> points(String xs, double y) {
    return java.util.Arrays.stream(xs.trim().split(" +"))
        .map(x -> new Point(Double.parseDouble(x), y))
        .toList();
  }

  private static TrackedBox person(TrackId track, Point feet) {
    return new TrackedBox(
        track, new Box(feet.x() - 0.05, feet.y() - 0.3, feet.x() + 0.05, feet.y()), 0.9);
  }

  private static String letters(List<Crossing> crossings) {
    StringBuilder letters = new StringBuilder();
    crossings.forEach(crossing -> letters.append(crossing.direction().name().charAt(0)));
    return letters.toString();
  }
}
