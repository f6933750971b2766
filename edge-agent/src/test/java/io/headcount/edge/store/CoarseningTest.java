package io.headcount.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.contract.Bins;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Heat;
import io.headcount.contract.LineCount;
import io.headcount.contract.ZoneCount;
import io.headcount.edge.store.Coarsening.Member;
import io.headcount.edge.store.Coarsening.Merged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoarseningTest {
  @Test
  void countsAreSummedPeaksAreHighestTotalsAreTheLast() {
    Merged merged =
        Coarsening.coarsen(
                List.of(
                    minute(7, 0, 1, 600, 0.5, 3, 4, 0.1, 2),
                    minute(9, 1, 0.5, 300, 2, 5, 9, 0.2, 6)),
                15)
            .getFirst();

    assertThat(merged.seq()).isEqualTo(9);
    assertThat(merged.window().minutes()).isEqualTo(15);
    assertThat(merged.window().window())
        .isEqualTo(
            new CountWindow(
                CountWindow.VERSION,
                "door",
                Minutes.NOON,
                0,
                0.1,
                900,
                "r1",
                List.of(new LineCount("main", "every_crossing", 8, 2, 9, 0)),
                List.of(new ZoneCount("till", "queue", 2, 4, 0.3, 1, 6)),
                3));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 600, 2, 0, 900, 8, 2", // what only single frames saw has no weight beside a minute
    "0, 1, 2, 0, 3, 6, 5", // only single frames: they are all there is
    "0, 0, 2, 0, 0, 4, 3", // not even those
    "0.25, 5, 8, 0.75, 5, 4, 5",
  })
  void meansAreWeightedByWhatWasObserved(
      double coverage,
      int frames,
      double mean,
      double coverage2,
      int frames2,
      double mean2,
      double expected) {
    Merged merged =
        Coarsening.coarsen(
                List.of(
                    minute(1, 0, coverage, frames, mean, 0, 0, 0, 0),
                    minute(2, 1, coverage2, frames2, mean2, 0, 0, 0, 0)),
                15)
            .getFirst();

    assertThat(merged.window().window().zones().getFirst().occupancyMean())
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void onlyWhatIsMeasuredAlikeIsPutTogether() {
    Random random = new Random(1);
    CountWindow one = Minutes.random("door", Minutes.at(0), 0, "r1", random);
    CountWindow otherRevision = Minutes.random("door", Minutes.at(1), 0, "r2", random);
    CountWindow otherCamera = Minutes.random("till", Minutes.at(1), 0, "r1", random);
    CountWindow otherLines =
        new CountWindow(1, "door", Minutes.at(2), 0, 1, 1, "r1", List.of(), one.zones(), 0);

    assertThat(
            Coarsening.coarsen(
                List.of(
                    new Member(1, 0, 1, one),
                    new Member(2, 0, 1, otherRevision),
                    new Member(3, 0, 1, otherCamera),
                    new Member(4, 0, 1, otherLines),
                    new Member(5, 1, 1, Minutes.random("door", Minutes.at(3), 0, "r1", random))),
                15))
        .isEmpty();
  }

  @Test
  void whatWasNotMeasuredIsNotToldOfASum() {
    CountWindow old = minute(1, 0, 1, 600, 1, 1, 1, 1, 1).window();
    CountWindow full =
        new CountWindow(
            1,
            "door",
            Minutes.at(1),
            0,
            1,
            600,
            "r1",
            old.lines(),
            old.zones(),
            0,
            Optional.of(List.of()),
            Optional.of(new Heat(32, 18, Bins.NONE, Bins.NONE)));

    assertThat(Coarsening.coarsen(List.of(new Member(1, 0, 1, old), new Member(2, 0, 1, full)), 15))
        .isEmpty();
  }

  @Test
  void coarseWindowsTakeNamesThatAreInNoOtherWindow() {
    // minute 0 was offered and stays; a change of configuration falls into minute 7
    Random random = new Random(1);
    List<Merged> quarter =
        Coarsening.coarsen(
            List.of(
                new Member(2, 0, 1, Minutes.random("door", Minutes.at(1), 0, "r1", random)),
                new Member(3, 0, 1, Minutes.random("door", Minutes.at(7), 0, "r1", random)),
                new Member(4, 0, 1, Minutes.random("door", Minutes.at(7), 1, "r2", random)),
                new Member(5, 0, 1, Minutes.random("door", Minutes.at(8), 0, "r2", random))),
            15);

    assertThat(quarter)
        .extracting(merged -> merged.window().window().part())
        .containsExactly(1000, 7001);
    assertThat(quarter)
        .allSatisfy(merged -> assertThat(merged.window().window().start()).isEqualTo(Minutes.NOON));
  }

  /** Any minutes of an hour, with parts and holes, put together in one step or in two. */
  @Property(tries = 300)
  void nothingIsLostHoweverItIsPutTogether(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 120) int count) {
    Random random = new Random(seed);
    List<Member> minutes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int seq = 1; seq <= count; seq++) {
      Instant start = Minutes.at(random.nextInt(60));
      int part = random.nextInt(4) == 0 ? 1 : 0;
      String camera = random.nextBoolean() ? "door" : "till";
      if (names.add(camera + start + part)) {
        String revision = random.nextInt(8) == 0 ? "r2" : "r1";
        minutes.add(new Member(seq, 0, 1, Minutes.full(camera, start, part, revision, random)));
      }
    }

    List<Member> quarters =
        Stream.of(0, 15, 30, 45)
            .flatMap(from -> after(quarter(minutes, from), 15).stream())
            .toList();
    List<Member> hour = after(quarters, 60);
    List<Member> atOnce = after(minutes, 60);

    assertThat(Minutes.sums(windows(quarters))).isEqualTo(Minutes.sums(windows(minutes)));
    assertThat(Minutes.sums(windows(hour))).isEqualTo(Minutes.sums(windows(minutes)));
    assertThat(Minutes.sums(windows(atOnce))).isEqualTo(Minutes.sums(windows(minutes)));
    assertThat(names(quarters)).doesNotHaveDuplicates();
    assertThat(names(hour)).doesNotHaveDuplicates();
    assertThat(hour).extracting(Member::seq).isSubsetOf(minutes.stream().map(Member::seq).toList());
    assertThat(peaks(hour)).isEqualTo(peaks(minutes));
    assertThat(hour).hasSameSizeAs(atOnce);
    for (Member member : hour) {
      Member same =
          atOnce.stream().filter(other -> other.seq() == member.seq()).findFirst().orElseThrow();
      assertThat(member.window().coverage()).isBetween(0.0, 1.0);
      assertThat(member.window().coverage() * member.minutes())
          .isCloseTo(same.window().coverage() * same.minutes(), within(1e-9));
    }
  }

  /** What is held after putting a span together. */
  private static List<Member> after(List<Member> span, int minutes) {
    List<Member> held = new ArrayList<>(span);
    for (Merged merged : Coarsening.coarsen(span, minutes)) {
      assertThat(merged.members()).extracting(Member::seq).last().isEqualTo(merged.seq());
      assertThat(held.removeAll(merged.members())).isTrue();
      held.add(new Member(merged.seq(), 0, minutes, merged.window().window()));
    }
    assertThat(held).extracting(Member::seq).doesNotHaveDuplicates();
    return held;
  }

  private static List<Member> quarter(List<Member> minutes, int from) {
    return minutes.stream()
        .filter(minute -> Coarsening.spanOf(minute.window().start(), 15).equals(Minutes.at(from)))
        .toList();
  }

  private static List<CountWindow> windows(List<Member> members) {
    return members.stream().map(Member::window).toList();
  }

  private static List<String> names(List<Member> members) {
    return windows(members).stream()
        .map(window -> window.camera() + window.start() + window.part())
        .toList();
  }

  private static int peaks(List<Member> members) {
    return windows(members).stream()
        .mapToInt(window -> window.zones().getFirst().occupancyPeak())
        .max()
        .orElse(0);
  }

  private static Member minute(
      long seq,
      int minute,
      double coverage,
      int frames,
      double mean,
      long in,
      long totalIn,
      double dwell,
      int peak) {
    return new Member(
        seq,
        0,
        1,
        new CountWindow(
            CountWindow.VERSION,
            "door",
            Minutes.at(minute),
            0,
            coverage,
            frames,
            "r1",
            List.of(new LineCount("main", "every_crossing", in, 1, totalIn, 0)),
            List.of(new ZoneCount("till", "queue", 1, 2, dwell, mean, peak)),
            peak == 6 ? 1 : 3));
  }
}
