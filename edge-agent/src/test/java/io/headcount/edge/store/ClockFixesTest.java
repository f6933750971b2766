package io.headcount.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.ClockFix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The box was started at noon, true time; its uptime in seconds is the time since. */
class ClockFixesTest {
  private static final Instant BOOTED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration SINCE_1970 = Duration.between(Instant.EPOCH, BOOTED);
  private static final long NEXT = 100;

  static Stream<Arguments> cases() {
    Duration three = Duration.ofHours(3);
    return Stream.of(
        row("a clock that is right", List.of(segment(1, 0).late(0)), at(600, 0), List.of()),
        row(
            "1970, then set to 2026: only what was before it is shifted",
            List.of(segment(1, 10).late(SINCE_1970), segment(20, 70).late(0)),
            at(600, 0),
            List.of(fix(1, 19, SINCE_1970))),
        row(
            "1970, and not set yet",
            List.of(segment(1, 10).late(SINCE_1970)),
            at(600, SINCE_1970),
            List.of(onward(1, 99, SINCE_1970))),
        row(
            "1970, told, then set to 2026: what follows is right again",
            List.of(
                segment(1, 10).late(SINCE_1970).told(SINCE_1970).measured(),
                segment(20, 70).late(0).told(SINCE_1970)),
            at(600, 0),
            List.of(onward(20, 99, Duration.ZERO))),
        row(
            "a year ahead at a start, and the clock goes on from there",
            List.of(segment(1, 10).late(0), segment(20, 700).late(YEAR.negated())),
            at(800, YEAR.negated()),
            List.of(onward(20, 99, YEAR.negated()))),
        row(
            "the year was told before, and the next start goes on with it",
            List.of(
                segment(1, 10).late(YEAR.negated()).told(YEAR.negated()).measured(),
                segment(20, 700).late(YEAR.negated()).told(YEAR.negated())),
            at(800, YEAR.negated().plusSeconds(1)),
            List.of()),
        row(
            "three hours late after a start",
            List.of(segment(1, 10).late(0).measured(), segment(20, 700).late(three)),
            at(800, three),
            List.of(onward(20, 99, three))),
        row(
            "drift that is small enough",
            List.of(segment(1, 10).late(0)),
            at(900_000, 30),
            List.of()),
        row(
            "drift that is not: from here on only, what is past was measured well",
            List.of(segment(1, 10).late(0).measured()),
            at(900_000, 31),
            List.of(onward(NEXT, NEXT, Duration.ofSeconds(31)))),
        row(
            "once told, 2 s are little",
            List.of(segment(1, 10).late(31).told(Duration.ofSeconds(31)).measured()),
            at(900_000, 33),
            List.of()),
        row(
            "once told, 3 s are much",
            List.of(segment(1, 10).late(31).told(Duration.ofSeconds(31)).measured()),
            at(900_000, 34),
            List.of(onward(NEXT, NEXT, Duration.ofSeconds(34)))),
        row(
            "several segments in one run, one of them without a window",
            List.of(
                segment(1, 10).late(SINCE_1970),
                segment(20, 70).late(three),
                segment(40, 80).late(YEAR),
                segment(40, 90).late(-40)),
            at(600, -40),
            List.of(
                fix(1, 19, SINCE_1970),
                fix(20, 39, three),
                onward(40, 99, Duration.ofSeconds(-40)))),
        row(
            "another run that was never measured keeps its times",
            List.of(segment(1, 10).late(SINCE_1970).of("boot-0"), segment(20, 10).late(three)),
            at(600, three),
            List.of(onward(20, 99, three))),
        row(
            "and it keeps them too when something was told before it",
            List.of(
                segment(1, 10).late(three).told(three).measured().of("boot-0"),
                segment(20, 10).late(0).told(three).of("boot-1"),
                segment(40, 10).late(three).told(three)),
            at(600, three),
            List.of(fix(20, 39, Duration.ZERO))),
        row(
            "what was measured when it was present is not measured again",
            List.of(segment(1, 10).late(0).measured(), segment(20, 70).late(-40)),
            at(900_000, -45),
            List.of(onward(20, 99, Duration.ofSeconds(-45)))),
        row(
            "no window of the present segment is there yet",
            List.of(segment(1, 10).late(SINCE_1970), segment(20, 70).late(three).unsettled()),
            at(600, three),
            List.of()),
        row(
            "the clock jumped after it was measured",
            List.of(segment(1, 10).late(three).measured(), segment(20, 700).late(0)),
            at(600, three),
            List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void tellsWhatTheCollectorDoesNotKnow(
      String name, List<Row> rows, ClockMeasurement measurement, List<ClockFix> expected) {
    List<ClockSegment> segments = rows.stream().map(Row::segment).toList();
    ClockFixes.Due due = ClockFixes.due(segments, measurement, "boot-9", NEXT);
    assertThat(due.fixes()).as(name).isEqualTo(expected);

    List<ClockSegment> after =
        segments.stream()
            .map(
                segment ->
                    due.segments().stream()
                        .filter(changed -> changed.number() == segment.number())
                        .findFirst()
                        .orElse(segment))
            .toList();
    assertThat(ClockFixes.due(after, measurement, "boot-9", NEXT + 5).fixes())
        .as("nothing is told twice")
        .isEmpty();
  }

  private static Arguments row(
      String name, List<Row> segments, ClockMeasurement measurement, List<ClockFix> expected) {
    return Arguments.of(name, numbered(segments), measurement, expected);
  }

  private static List<Row> numbered(List<Row> rows) {
    return IntStream.range(0, rows.size()).mapToObj(i -> rows.get(i).number(i + 1)).toList();
  }

  private static ClockMeasurement at(long uptime, long offset) {
    return at(uptime, Duration.ofSeconds(offset));
  }

  private static ClockMeasurement at(long uptime, Duration offset) {
    return new ClockMeasurement(uptime * 1000, BOOTED.plusSeconds(uptime).minus(offset), offset);
  }

  private static ClockFix fix(long from, long to, Duration shift) {
    return new ClockFix(ClockFix.VERSION, from, to, false, shift.toMillis());
  }

  private static ClockFix onward(long from, long to, Duration shift) {
    return new ClockFix(ClockFix.VERSION, from, to, true, shift.toMillis());
  }

  private static Row segment(long from, long uptime) {
    return new Row(
        new ClockSegment(
            0,
            from,
            true,
            "boot-9",
            uptime * 1000,
            BOOTED.plusSeconds(uptime),
            Optional.empty(),
            false));
  }

  /** Builds a segment. */
  record Row(ClockSegment segment) {
    /** The box's clock is behind the true time. */
    Row late(Duration by) {
      return with(segment.steady().minus(by), segment.boot(), segment.settled());
    }

    Row late(long seconds) {
      return late(Duration.ofSeconds(seconds));
    }

    Row of(String boot) {
      return with(segment.steady(), boot, segment.settled());
    }

    Row unsettled() {
      return with(segment.steady(), segment.boot(), false);
    }

    Row told(Duration shift) {
      ClockSegment told = segment.withMeasured(shift);
      return new Row(
          new ClockSegment(
              told.number(),
              told.fromSeq(),
              told.settled(),
              told.boot(),
              told.uptimeMillis(),
              told.steady(),
              told.told(),
              false));
    }

    Row measured() {
      return new Row(segment.withMeasured());
    }

    Row number(long number) {
      return new Row(
          new ClockSegment(
              number,
              segment.fromSeq(),
              segment.settled(),
              segment.boot(),
              segment.uptimeMillis(),
              segment.steady(),
              segment.told(),
              segment.measured()));
    }

    private Row with(Instant steady, String boot, boolean settled) {
      return new Row(
          new ClockSegment(
              segment.number(),
              segment.fromSeq(),
              settled,
              boot,
              segment.uptimeMillis(),
              steady,
              segment.told(),
              segment.measured()));
    }
  }
}
