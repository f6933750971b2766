package io.headcount.edge.audit;

import static io.headcount.analytics.line.Direction.IN;
import static io.headcount.analytics.line.Direction.OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ReasonGuessTest {
  private static final int FRAMES = 120;
  private static final CountingLine EDGE = Audits.line("edge", 0.1, 0.99, 0.9, 0.99);

  private static TrackedBox person(long track, double x) {
    return new TrackedBox(new TrackId(track), new Box(x - 0.03, 0.4, x + 0.03, 0.6), 0.9);
  }

  private static Reason guess(
      CountingLine line,
      double luma,
      IntFunction<List<TrackedBox>> people,
      Difference difference,
      Counted... crossings) {
    List<SeenFrame> frames = new ArrayList<>();
    for (int n = 1; n <= FRAMES; n++) {
      frames.add(new SeenFrame(Audits.at(n), luma, people.apply(n), List.of()));
    }
    MachineRun run = new MachineRun(768, 576, frames, List.of(crossings), Optional.empty(), 1);
    return new ReasonGuess(run, List.of(line)).of(difference);
  }

  private static Difference miss(CountingLine line) {
    return Difference.missed(new Mark(1, line.id(), IN, 60, Mark.Origin.COUNTED, false));
  }

  /** At the line in frame 60, one picture width a minute. */
  private static double walking(int frame) {
    return 0.58 + (frame - 60) * 0.01;
  }

  @Test
  void missesAreExplainedByTheTracksAround() {
    CountingLine door = Audits.DOOR;
    assertThat(guess(door, 20, _ -> List.of(), miss(door))).isEqualTo(Reason.DARK);
    assertThat(guess(door, 250, _ -> List.of(), miss(door))).isEqualTo(Reason.DARK);
    assertThat(guess(door, 120, _ -> List.of(), miss(door))).isEqualTo(Reason.NOT_FOUND);
    assertThat(guess(door, 120, _ -> List.of(person(1, 0.1)), miss(door)))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(guess(EDGE, 120, _ -> List.of(), miss(EDGE))).isEqualTo(Reason.LEFT_PICTURE);
    assertThat(guess(door, 120, _ -> List.of(person(1, 0.57)), miss(door)))
        .isEqualTo(Reason.ON_THE_LINE);
    assertThat(guess(door, 120, n -> List.of(person(1, walking(n))), miss(door)))
        .isEqualTo(Reason.HIDDEN);
    assertThat(
            guess(
                door,
                120,
                n -> List.of(person(1, walking(n)), person(2, walking(n) + 0.02)),
                miss(door)))
        .isEqualTo(Reason.ABREAST);
    assertThat(guess(door, 120, n -> List.of(person(n < 60 ? 1 : 2, walking(n))), miss(door)))
        .isEqualTo(Reason.SWITCHED);
  }

  @Test
  void inventionsAreExplainedByTheTracksAround() {
    CountingLine door = Audits.DOOR;
    Counted alone = Audits.counted(door, IN, 1, 60);
    Difference invented = Difference.invented(alone);
    IntFunction<List<TrackedBox>> one = n -> List.of(person(1, walking(n)));
    assertThat(guess(door, 120, one, invented, alone)).isEqualTo(Reason.OTHER);
    assertThat(guess(door, 120, one, invented, alone, Audits.counted(door, OUT, 1, 70)))
        .isEqualTo(Reason.ON_THE_LINE);
    assertThat(
            guess(
                door,
                120,
                n -> List.of(person(1, walking(n)), person(2, walking(n) + 0.01)),
                invented,
                alone,
                Audits.counted(door, IN, 2, 61)))
        .isEqualTo(Reason.TWICE);
    assertThat(guess(door, 120, n -> n > 55 ? one.apply(n) : List.of(), invented, alone))
        .isEqualTo(Reason.SWITCHED);
  }

  @Test
  void everyErrorHasReasonsToChooseFrom() {
    for (Difference.Kind kind : Difference.Kind.values()) {
      assertThat(Reason.values()).filteredOn(reason -> reason.fits(kind)).hasSizeGreaterThan(5);
    }
    for (Reason reason : Reason.values()) {
      assertThat(Reason.of(reason.word())).isEqualTo(reason);
    }
  }
}
