package io.headcount.analytics.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.LineCounter;
import io.headcount.analytics.statics.StaticsFilter;
import io.headcount.analytics.statics.StaticsRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What shops put before a camera, as detections: who is tracked, and what a line counts. */
final class TrackerCasesTest {
  private static final double TALL = 0.3;
  private static final double WIDE = 0.1;

  /** In the middle of the picture, from top to bottom: who walks to the right goes out. */
  private static final Segment LINE = new Segment(new Point(0.5, 0), new Point(0.5, 1));

  private final Random random = new Random(7);

  /** A whole person with the detector's jitter. */
  private Detection body(double x, double y, double score) {
    double jitter = 0.02 * TALL;
    return box(
        x + jitter * random.nextGaussian(),
        y + jitter * random.nextGaussian(),
        WIDE * (1 + 0.05 * random.nextGaussian()),
        TALL * (1 + 0.03 * random.nextGaussian()),
        score);
  }

  private static Detection box(double x, double y, double wide, double tall, double score) {
    Box box = Box.around(x, y, wide, tall);
    return new Detection(
        new Box(
            Math.clamp(box.left(), 0, 0.999),
            Math.clamp(box.top(), 0, 0.999),
            Math.clamp(box.right(), 0.001, 1),
            Math.clamp(box.bottom(), 0.001, 1)),
        score);
  }

  /** From 0.1 to 0.9 at a third of a height a second. */
  private static double walk(int frame, int rate) {
    return 0.1 + 0.1 * frame / rate;
  }

  private List<Detection> withItsDouble(int frame, int rate) {
    double x = walk(frame, rate);
    return List.of(body(x, 0.5, 0.8), body(x + 0.015, 0.51, 0.6));
  }

  private List<Detection> withItsUpperHalf(int frame, int rate) {
    double x = walk(frame, rate);
    return List.of(
        body(x, 0.5, 0.8), box(x, 0.5 - TALL / 4, WIDE, TALL / 2, 0.3 + 0.1 * (frame % 2)));
  }

  private List<Detection> outOfTheLeftBorder(int frame, int rate) {
    // half a body at first: the rest is cut off
    double x = -0.03 + 0.1 * frame / rate;
    return List.of(body(x, 0.5, x < 0.03 ? 0.55 : 0.8));
  }

  private List<Detection> besideAPane(int frame, int rate) {
    double x = walk(frame, rate);
    List<Detection> seen = new ArrayList<>(List.of(body(x, 0.6, 0.8)));
    seen.add(body(1 - x, 0.2, 0.25 + 0.2 * random.nextDouble()));
    if (frame % (2 * rate) == rate) {
      seen.add(body(0.9, 0.2, 0.7));
    }
    return seen;
  }

  private List<Detection> behindAPole(int frame, int rate) {
    // the pole, as wide as half a body, stands on the line
    double x = walk(frame, rate);
    double shown = Math.abs(x - 0.5) / WIDE;
    if (shown < 0.25) {
      return List.of();
    }
    double side = Math.signum(x - 0.5);
    return List.of(
        shown < 0.75
            ? box(x + side * (0.75 - shown) * WIDE / 2, 0.5, WIDE * (0.25 + shown), TALL, 0.35)
            : body(x, 0.5, 0.8));
  }

  private List<Detection> abreast(int frame, int rate) {
    double x = walk(frame, rate);
    List<Detection> seen = new ArrayList<>();
    if (random.nextDouble() < 0.9) {
      seen.add(body(x, 0.5, 0.8));
    }
    if (random.nextDouble() < 0.7) {
      seen.add(body(x + 0.01, 0.5 + 0.7 * TALL, 0.6));
    }
    return seen;
  }

  private List<Detection> standing(int frame, int rate) {
    double score = (frame / rate) % 20 < 5 ? 0.3 : 0.7;
    return random.nextDouble() < 0.1 ? List.of() : List.of(body(0.4, 0.5, score));
  }

  private List<Detection> withAPram(int frame, int rate) {
    double x = walk(frame, rate);
    return List.of(
        body(x, 0.5, 0.8),
        box(x + 0.9 * WIDE, 0.5 + 0.3 * TALL, WIDE, TALL / 3, 0.3 + 0.15 * random.nextDouble()));
  }

  private List<Detection> flickeringOnTheLine(int frame, int rate) {
    // right before the line, nearer to it than the detector's jitter
    double x = 0.5 - 0.02 * TALL;
    return frame % 3 == 0 ? List.of() : List.of(body(x, 0.5, 0.5 + 0.1 * (frame % 2)));
  }

  /** The detections of one frame. */
  interface Scenery {
    List<Detection> at(TrackerCasesTest test, int frame, int rate);
  }

  /**
   * @param people true identities
   * @param crossings true ones, in either direction
   */
  record Case(String name, int seconds, int people, int crossings, Scenery scenery) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> cases() {
    return Stream.of(
            new Case("a box drawn twice", 8, 1, 1, TrackerCasesTest::withItsDouble),
            new Case("an upper half beside the whole", 8, 1, 1, TrackerCasesTest::withItsUpperHalf),
            new Case("half a body at the border", 8, 1, 1, TrackerCasesTest::outOfTheLeftBorder),
            new Case("a reflection in a pane", 8, 1, 1, TrackerCasesTest::besideAPane),
            new Case("behind a pole on the line", 8, 1, 1, TrackerCasesTest::behindAPole),
            new Case("two abreast", 8, 2, 2, TrackerCasesTest::abreast),
            new Case("standing for five minutes", 300, 1, 0, TrackerCasesTest::standing),
            new Case("with a pram", 8, 1, 1, TrackerCasesTest::withAPram),
            new Case("flickering on the line", 60, 1, 0, TrackerCasesTest::flickeringOnTheLine))
        .flatMap(one -> Stream.of(25, 10, 5).map(rate -> Arguments.of(one, rate)));
  }

  @ParameterizedTest(name = "{0} at {1} frames a second")
  @MethodSource("cases")
  void isTrackedAndCounted(Case one, int rate) {
    Tracker tracker = Tracker.numberedFromOne(TrackerOptions.DEFAULT, 1);
    StaticsFilter statics = new StaticsFilter(StaticsRule.DEFAULT, List.of());
    LineCounter line = new LineCounter(CountingLine.of("line", LINE), LineCounter.State.empty());
    Set<Long> ids = new TreeSet<>();
    for (int frame = 0; frame < one.seconds() * rate; frame++) {
      Instant at = Instant.EPOCH.plusNanos(1_000_000_000L * frame / rate);
      List<TrackedBox> seen =
          statics.people(at, tracker.update(at, one.scenery().at(this, frame, rate)));
      seen.forEach(box -> ids.add(box.track().value()));
      line.observe(at, seen);
    }
    line.endAll();
    assertThat(ids).as("identities").hasSize(one.people());
    assertThat(line.state().in() + line.state().out()).as("crossings").isEqualTo(one.crossings());
  }
}
