package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.Bins;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Heat;
import io.headcount.contract.LineCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void theSameMinutesAreEqual() {
    assertThat(Comparison.of(minutes(0, 5, 0), minutes(0, 5, 0)).differences()).isEmpty();
  }

  @Test
  void eachKindOfDifferenceIsNamed() {
    List<CountWindow> stored = List.of(minute(0, 1, 1), minute(1, 9, 2), minute(1, 1, 2));
    List<CountWindow> counted = List.of(minute(0, 1, 1), minute(1, 1, 2), minute(2, 1, 3));
    assertThat(Comparison.of(stored, counted).differences())
        .containsExactly(
            "cam 2026-03-01T12:01:00Z has other numbers in the database",
            "cam 2026-03-01T12:01:00Z is twice in the database",
            "cam 2026-03-01T12:02:00Z is missing from the database");
    assertThat(Comparison.of(counted, List.of(minute(0, 1, 1))).differences())
        .hasSize(2)
        .allMatch(text -> text.endsWith("is in the database and not in the journal"));
  }

  @Test
  void aJournalThatWasCutBackIsComparedWhereItCanBe() {
    List<CountWindow> journal = minutes(30, 60, 30);
    Comparison comparison = Comparison.of(minutes(0, 60, 0), journal);
    assertThat(comparison.cutBack()).contains(NOON.plus(Duration.ofMinutes(30)));
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.counted()).isEqualTo(19);
    List<CountWindow> wrong =
        minutes(0, 60, 0).stream()
            .map(
                window ->
                    window.start().equals(NOON.plusSeconds(3000)) ? minute(50, 7, 51) : window)
            .toList();
    assertThat(Comparison.of(wrong, journal).differences()).hasSize(1);
  }

  @Test
  void whatAnEarlierVersionDidNotMeasureIsNoDifference() {
    CountWindow old = minute(0, 1, 1);
    CountWindow now =
        new CountWindow(
            old.v(),
            old.camera(),
            old.start(),
            old.part(),
            old.coverage(),
            old.frames(),
            old.revision(),
            old.lines(),
            old.zones(),
            old.statics(),
            Optional.of(List.of()),
            Optional.of(new Heat(32, 18, Bins.NONE, Bins.NONE)));

    assertThat(Comparison.of(List.of(old), List.of(now)).differences()).isEmpty();
    assertThat(Comparison.of(List.of(now), List.of(old)).differences()).hasSize(1);
    assertThat(Comparison.of(List.of(minute(0, 2, 2)), List.of(now)).differences()).hasSize(1);
  }

  /** One crossing a minute, totals counted from the given minute. */
  private static List<CountWindow> minutes(int from, int to, int totalsFrom) {
    return IntStream.range(from, to).mapToObj(i -> minute(i, 1, i - totalsFrom + 1)).toList();
  }

  private static CountWindow minute(int minute, int in, int total) {
    return new CountWindow(
        CountWindow.VERSION,
        "cam",
        NOON.plus(Duration.ofMinutes(minute)),
        0,
        1,
        600,
        "r",
        List.of(new LineCount("door", "every_crossing", in, 0, total, 0)),
        List.of(),
        0);
  }
}
