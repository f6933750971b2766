package io.headcount.analytics.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.LineCounter;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People of whom a part is hidden, and people who are hidden wholly and come back. */
final class HiddenPeopleTest {
  private static final double TALL = 0.3;
  private static final double WIDE = 0.1;
  private static final double HEAD = 0.4;
  private static final double FEET = HEAD + TALL;

  @ParameterizedTest
  @ValueSource(ints = {25, 10, 5})
  @Retention(RetentionPolicy.RUNTIME)
  private @interface AtEachRate {}

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

  @AtEachRate
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

  @AtEachRate
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

  @AtEachRate
  void whoSitsDownIsBelievedAfterSomeSeconds(int rate) {
    List<TrackedBox> seen =
        seen(rate, 10, s -> Optional.of(person(0.5, s < 3 ? HEAD : HEAD + 0.45 * TALL, FEET)));
    assertThat(people(seen)).isEqualTo(1);
    assertThat(seen.get(5 * rate).box().height()).isCloseTo(TALL, within(0.1 * TALL));
    assertThat(seen.getLast().box().height()).isCloseTo(0.55 * TALL, within(0.05 * TALL));
    assertThat(seen.getLast().box().bottom()).isCloseTo(FEET, within(0.05 * TALL));
  }

  @AtEachRate
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

  @AtEachRate
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

  /**
   * Somebody who is not seen for a while, and how many people that makes.
   *
   * @param gone until when, in seconds, somebody is seen
   * @param back from when on somebody is seen again
   * @param before where across the picture, by seconds from the start
   * @param after the same by seconds from then
   */
  private record Gap(
      String what,
      int people,
      double gone,
      double back,
      DoubleUnaryOperator before,
      DoubleUnaryOperator after) {
    Optional<Box> at(double s) {
      if (s >= gone && s < back) {
        return Optional.empty();
      }
      double x = s < gone ? before.applyAsDouble(s) : after.applyAsDouble(s - back);
      return Optional.of(person(x, HEAD, FEET));
    }
  }

  private static final List<Gap> GAPS =
      List.of(
          new Gap(
              "who turns round behind a shelf is the same",
              1,
              3,
              4.4,
              s -> 0.5 - 0.1 * (3 - s),
              s -> 0.2 - 0.1 * s),
          new Gap("who comes farther away than a walk is another", 2, 3, 3.6, s -> 0.2, s -> 0.8),
          new Gap(
              "who comes in, more slowly, at the border where somebody left with speed is another",
              2,
              2,
              3.5,
              s -> 0.03 + 0.3 * (2 - s),
              s -> 0.03 + 0.1 * s));

  @AtEachRate
  void whoIsNotSeenForAWhileIsTheSameWhereAWalkLeadsThere(int rate) {
    for (Gap gap : GAPS) {
      assertThat(people(seen(rate, 6, gap::at))).as(gap.what()).isEqualTo(gap.people());
    }
  }
}
