package io.headcount.analytics.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.LineCounter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People of whom a part is hidden, and people who are hidden wholly and come back. */
final class HiddenPeopleTest {
  private static final double TALL = 0.3;
  private static final double WIDE = 0.1;
  private static final double HEAD = 0.4;
  private static final double FEET = HEAD + TALL;

  /** Who is seen when, in seconds from the start; each track's boxes are gathered. */
  private static List<TrackedBox> seen(
      int rate, double seconds, DoubleFunction<Optional<Box>> scenery) {
    Tracker tracker = Tracker.numberedFromOne(TrackerOptions.DEFAULT, 1);
    List<TrackedBox> seen = new ArrayList<>();
    for (int frame = 0; frame < seconds * rate; frame++) {
      Instant at = at((double) frame / rate);
      List<Detection> detections =
          scenery.apply((double) frame / rate).stream()
              .map(box -> new Detection(box, 0.8))
              .toList();
      seen.addAll(tracker.update(at, detections));
    }
    return seen;
  }

  private static Instant at(double seconds) {
    return Instant.EPOCH.plusNanos(Math.round(seconds * 1e9));
  }

  private static Box person(double x, double top, double bottom) {
    return new Box(Math.max(0, x - WIDE / 2), top, Math.min(1, x + WIDE / 2), bottom);
  }

  private static long people(List<TrackedBox> seen) {
    return seen.stream().map(TrackedBox::track).distinct().count();
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 10, 5})
  void legsBehindAShelfDoNotLiftTheFeet(int rate) {
    List<TrackedBox> seen =
        seen(
            rate,
            8,
            s -> {
              boolean behind = s >= 3 && s < 5;
              return Optional.of(person(0.1 + 0.1 * s, HEAD, behind ? HEAD + 0.5 * TALL : FEET));
            });
    assertThat(people(seen)).isEqualTo(1);
    assertThat(seen).hasSizeGreaterThanOrEqualTo(8 * rate - 2);
    assertThat(seen)
        .allSatisfy(one -> assertThat(one.box().bottom()).isCloseTo(FEET, within(0.1 * TALL)));

    double between = FEET - 0.25 * TALL;
    Segment line = new Segment(new Point(0, between), new Point(1, between));
    LineCounter counter = new LineCounter(CountingLine.of("line", line), LineCounter.State.empty());
    for (int i = 0; i < seen.size(); i++) {
      counter.observe(at((double) i / rate), List.of(seen.get(i)));
    }
    counter.endAll();
    assertThat(counter.state().in() + counter.state().out()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 10, 5})
  void headBehindASignDoesNotLowerTheHead(int rate) {
    List<TrackedBox> seen =
        seen(
            rate,
            6,
            s -> {
              boolean behind = s >= 3 && s < 4;
              return Optional.of(person(0.1 + 0.1 * s, behind ? HEAD + 0.4 * TALL : HEAD, FEET));
            });
    assertThat(people(seen)).isEqualTo(1);
    assertThat(seen)
        .allSatisfy(one -> assertThat(one.box().top()).isCloseTo(HEAD, within(0.1 * TALL)));
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 10, 5})
  void whoSitsDownIsBelievedAfterSomeSeconds(int rate) {
    List<TrackedBox> seen =
        seen(rate, 10, s -> Optional.of(person(0.5, s < 3 ? HEAD : HEAD + 0.45 * TALL, FEET)));
    assertThat(people(seen)).isEqualTo(1);
    assertThat(seen.get(5 * rate).box().height()).isCloseTo(TALL, within(0.1 * TALL));
    assertThat(seen.getLast().box().height()).isCloseTo(0.55 * TALL, within(0.05 * TALL));
    assertThat(seen.getLast().box().bottom()).isCloseTo(FEET, within(0.05 * TALL));
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 10, 5})
  void whoIsDrawnAsOneWithSomebodyBehindKeepsTheirSize(int rate) {
    List<TrackedBox> seen =
        seen(
            rate,
            6,
            s -> {
              boolean merged = s >= 3 && s < 3.4;
              return Optional.of(person(0.1 + 0.1 * s, merged ? HEAD - 0.3 * TALL : HEAD, FEET));
            });
    assertThat(people(seen)).isEqualTo(1);
    assertThat(seen)
        .allSatisfy(
            one -> {
              assertThat(one.box().bottom()).isCloseTo(FEET, within(0.1 * TALL));
              assertThat(one.box().height()).isLessThan(1.2 * TALL);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 10, 5})
  void whoLeavesOverTheBottomIsCutOffThere(int rate) {
    List<TrackedBox> seen =
        seen(
            rate,
            8,
            s -> {
              double top = HEAD + 0.08 * s;
              return top > 0.95
                  ? Optional.empty()
                  : Optional.of(person(0.5, top, Math.min(1, top + TALL)));
            });
    assertThat(people(seen)).isEqualTo(1);
    assertThat(seen).allSatisfy(one -> assertThat(one.box().bottom()).isLessThanOrEqualTo(1));
    assertThat(seen.getLast().box().top()).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 10, 5})
  void whoTurnsRoundBehindAShelfIsTheSame(int rate) {
    assertThat(people(seen(rate, 6, HiddenPeopleTest::turningRound))).isEqualTo(1);
  }

  /** Comes to x = 0.5 in three seconds, is not seen for 1.4 and goes back from a height away. */
  private static Optional<Box> turningRound(double s) {
    if (s < 3) {
      return Optional.of(person(0.5 - 0.1 * (3 - s), HEAD, FEET));
    }
    return s < 4.4 ? Optional.empty() : Optional.of(person(0.2 - 0.1 * (s - 4.4), HEAD, FEET));
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 10, 5})
  void whoComesFartherAwayThanAWalkIsAnother(int rate) {
    assertThat(
            people(
                seen(
                    rate,
                    6,
                    s ->
                        s < 3
                            ? Optional.of(person(0.2, HEAD, FEET))
                            : s < 3.6 ? Optional.empty() : Optional.of(person(0.8, HEAD, FEET)))))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 10, 5})
  void whoComesInAtTheBorderWhereSomebodyLeftIsAnother(int rate) {
    // leaves over the left border with speed; a second later another comes in there, more slowly
    assertThat(
            people(
                seen(
                    rate,
                    6,
                    s ->
                        s < 2
                            ? Optional.of(person(0.03 + 0.3 * (2 - s), HEAD, FEET))
                            : s < 3.5
                                ? Optional.empty()
                                : Optional.of(person(0.03 + 0.1 * (s - 3.5), HEAD, FEET)))))
        .isEqualTo(2);
  }
}
