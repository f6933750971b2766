package io.headcount.collector.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.headcount.contract.Bins;
import io.headcount.contract.Flow;
import io.headcount.contract.Heat;
import io.headcount.contract.Sketch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that add up in their own way. */
final class MeasureTest {
  /** Counts people one minute after the other; a walk knows the same from four numbers. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aWalkIsWhatItsStepsWereWhereverItIsCut(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      long before = random.nextInt(20);
      int steps = random.nextInt(40);
      Walk walk = Walk.NONE;
      Walk part = Walk.NONE;
      long inside = before;
      long peak = before;
      long corrected = 0;
      for (int i = 0; i < steps; i++) {
        int net = random.nextInt(11) - 5;
        if (inside + net < 0) {
          corrected -= inside + net;
        }
        inside = Math.max(0, inside + net);
        peak = Math.max(peak, inside);
        part = part.then(Walk.of(net));
        if (random.nextInt(5) == 0) {
          walk = walk.then(part);
          part = Walk.NONE;
        }
      }
      walk = walk.then(part);
      assertThat(walk.inside(before)).isEqualTo(inside);
      assertThat(walk.peak(before)).isEqualTo(peak);
      assertThat(walk.corrected(before)).isEqualTo(corrected);
    }
  }

  @Test
  void textsOfFlowsBesideEachOtherAreTheirSum() {
    Flows one =
        Flows.of(
            List.of(
                new Flow(Optional.empty(), Optional.of("a"), 3),
                new Flow(Optional.of("a"), Optional.of("b.1_-"), 2)));
    Flows other = Flows.of(List.of(new Flow(Optional.of("a"), Optional.empty(), 7)));

    assertThat(Flows.parse(one.text() + " " + other.text() + "  " + one.text()))
        .isEqualTo(one.plus(other).plus(one));
    assertThat(Flows.parse(Flows.NONE.text())).isEqualTo(Flows.NONE);
    assertThat(one.plus(other).list())
        .extracting(Flow::way, Flow::count)
        .containsExactly(tuple("a>", 7L), tuple(">a", 3L), tuple("a>b.1_-", 2L));
  }

  @Test
  void textsOfGridsBesideEachOtherAreTheirSum() {
    Grids one = Grids.of(new Heat(32, 18, Bins.parse("1:5,7"), Bins.parse("1:2")));
    Grids other = Grids.of(new Heat(32, 18, Bins.parse("1:5,575:3"), Bins.NONE));
    Grids another = Grids.of(new Heat(16, 9, Bins.parse("0:4"), Bins.parse("0")));

    Grids sum = Grids.parse(one.text() + " " + other.text() + " " + another.text());
    assertThat(sum).isEqualTo(one.plus(another).plus(other));
    assertThat(sum.grids())
        .containsExactly(
            another.grids().getFirst(),
            new Heat(32, 18, Bins.parse("1:10,7,575:3"), Bins.parse("1:2")));
    assertThat(Grids.NONE.plus(one)).isEqualTo(one);
    assertThatThrownBy(() -> Grids.parse("32x18/1")).hasMessageContaining("is no grid");
  }

  @Test
  void textsOfSketchesBesideEachOtherAreTheirSum() {
    Random random = new Random(4);
    List<Duration> all = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      List<Duration> some = random.ints(i, 0, 900).mapToObj(Duration::ofSeconds).toList();
      all.addAll(some);
      texts.add(Sketches.text(Sketch.of(some)));
    }
    assertThat(Sketches.parse(String.join(" ", texts))).isEqualTo(Sketch.of(all));
    assertThat(Sketches.parse("")).isEqualTo(Sketch.NONE);
  }
}
