package io.headcount.edge.audit;

import static io.headcount.analytics.line.Direction.IN;
import static io.headcount.analytics.line.Direction.OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.line.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
  private static final int FRAMES = 400;
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static Mark mark(int id, Direction direction, long frame) {
    return new Mark(id, "door", direction, frame, Mark.Origin.COUNTED, false);
  }

  private static List<Mark> marks(List<Integer> frames) {
    List<Mark> marks = new ArrayList<>();
    frames.forEach(frame -> marks.add(mark(marks.size() + 1, IN, frame)));
    return marks;
  }

  private static Comparison compare(List<Mark> marks, long watched, Counted... counted) {
    return Comparison.of(
        List.of(Audits.DOOR), marks, Audits.run(FRAMES, counted), watched, TOLERANCE);
  }

  private static Counted[] counted(List<Integer> frames) {
    return frames.stream()
        .map(frame -> Audits.counted(Audits.DOOR, IN, frame, frame))
        .toArray(Counted[]::new);
  }

  static Stream<Arguments> counts() {
    return Stream.of(
        Arguments.of("nothing at all", List.of(), List.of(), 0),
        Arguments.of("the same", List.of(10, 50), List.of(10, 50), 2),
        Arguments.of("within the tolerance", List.of(10), List.of(30), 1),
        Arguments.of("just beyond the tolerance", List.of(10), List.of(31), 0),
        Arguments.of("two abreast, one counted", List.of(100, 101), List.of(100), 1),
        Arguments.of("one counted twice", List.of(100), List.of(99, 101), 1),
        // taking the nearest first would leave the mark at 82 and the crossing at 118 alone
        Arguments.of("a chain that only holds whole", List.of(82, 100), List.of(100, 118), 2),
        Arguments.of("late keys throughout", List.of(20, 30, 40, 50), List.of(5, 15, 25, 35), 4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("counts")
  void pairsAsManyAsCanBe(String name, List<Integer> seen, List<Integer> machine, long matched) {
    Tally tally = compare(marks(seen), FRAMES, counted(machine)).total();
    assertThat(tally).isEqualTo(new Tally(seen.size(), machine.size(), matched));
    assertThat(tally.missed()).isEqualTo(seen.size() - matched);
    assertThat(tally.invented()).isEqualTo(machine.size() - matched);
  }

  @Test
  void takesTheNearestOfTwo() {
    Comparison comparison = compare(marks(List.of(100)), FRAMES, counted(List.of(90, 99)));
    assertThat(comparison.differences())
        .extracting(Difference::key)
        .containsExactly("counted:door:in:90:90");
  }

  @Test
  void directionsAreNotMixed() {
    Comparison comparison =
        compare(List.of(mark(1, OUT, 50)), FRAMES, Audits.counted(Audits.DOOR, IN, 7, 50));
    assertThat(comparison.total()).isEqualTo(new Tally(1, 1, 0));
    assertThat(comparison.lines())
        .extracting(Comparison.LineTally::tally)
        .containsExactly(new Tally(0, 1, 0), new Tally(1, 0, 0));
  }

  @Test
  void whatThePersonDidNotWatchIsLeftOutUnlessItIsAPartner() {
    Comparison comparison = compare(marks(List.of(98)), 100, counted(List.of(105, 300)));
    assertThat(comparison.total()).isEqualTo(new Tally(1, 1, 1));
    assertThat(comparison.differences()).isEmpty();
  }

  @Property(tries = 300)
  void noOtherPairingHasMore(
      @ForAll @Size(max = 7) List<@IntRange(min = 1, max = 120) Integer> seen,
      @ForAll @Size(max = 7) List<@IntRange(min = 1, max = 120) Integer> machine) {
    Tally tally = compare(marks(seen), FRAMES, counted(machine)).total();
    assertThat(tally.matched()).isEqualTo(most(seen, machine, 0, 0));
    assertThat(tally.counted()).isEqualTo(machine.size());
  }

  /** By trying every way; the crossings that are taken are the bits. */
  private static long most(List<Integer> seen, List<Integer> machine, int mark, int taken) {
    if (mark == seen.size()) {
      return 0;
    }
    long best = most(seen, machine, mark + 1, taken);
    for (int i = 0; i < machine.size(); i++) {
      boolean free = (taken & 1 << i) == 0;
      if (free && Math.abs(seen.get(mark) - machine.get(i)) <= 2 * Audits.RATE) {
        best = Math.max(best, 1 + most(seen, machine, mark + 1, taken | 1 << i));
      }
    }
    return best;
  }
}
