package io.headcount.analytics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ScoresPropertiesTest {
  @Property(tries = 100)
  void truthItselfScoresOne(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int people) {
    MotFile truth = walk(new Random(seed), people, 20);

    assertThat(measures(Scores.of(truth, truth))).containsOnly(1.0);
  }

  @Property(tries = 200)
  void namesOfTracksDoNotMatter(@ForAll long seed) {
    MotFile truth = walk(new Random(seed), 4, 20);
    MotFile tracks = noisy(truth, new Random(seed + 1));
    MotFile renamed =
        new MotFile(
            tracks.rows().stream()
                .map(row -> new MotRow(row.frame(), 1000 - row.id(), row.box(), 1))
                .toList());

    assertThat(measures(Scores.of(truth, renamed)))
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(measures(Scores.of(truth, tracks)));
  }

  @Property(tries = 200)
  void measuresStayWithinTheirBounds(@ForAll long seed) {
    MotFile truth = walk(new Random(seed), 4, 20);
    MotFile tracks = noisy(truth, new Random(seed + 1));

    Scores scores = Scores.of(truth, tracks);

    assertThat(DoubleStream.of(measures(scores))).allMatch(measure -> measure <= 1);
    assertThat(DoubleStream.of(measures(scores)).skip(1)).allMatch(measure -> measure >= 0);
    assertThat(scores.clear().truthBoxes()).isEqualTo(truth.rows().size());
    assertThat(scores.clear().matches() + scores.clear().falsePositives())
        .isEqualTo(tracks.rows().size());
    // one track for each person cannot agree more than the best match of each frame
    assertThat(scores.identity().truePositives()).isLessThanOrEqualTo(scores.clear().matches());
  }

  @Property(tries = 100)
  void sequenceTwiceScoresAsOnce(@ForAll long seed) {
    MotFile truth = walk(new Random(seed), 4, 20);
    Scores once = Scores.of(truth, noisy(truth, new Random(seed + 1)));

    assertThat(measures(Scores.combined(List.of(once, once))))
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(measures(once));
  }

  @Property(tries = 100)
  void swapHalfwayLeavesAThirdOfTheAssociation(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int half) {
    MotFile truth = walk(new Random(seed), 2, 2 * half);
    MotFile swapped =
        new MotFile(
            truth.rows().stream()
                .map(row -> row.frame() <= half ? row : renamed(row, 3 - row.id()))
                .toList());

    Scores scores = Scores.of(truth, swapped);

    assertThat(scores.clear().switches()).isEqualTo(2);
    assertThat(scores.identity().idf1()).isEqualTo(0.5);
    assertThat(scores.hota().detA()).isEqualTo(1);
    assertThat(scores.hota().assA()).isCloseTo(1 / 3.0, within(1e-9));
  }

  @Property(tries = 50)
  void hotaIsThatOfTheDefinitionTakenWordByWord(@ForAll long seed) {
    MotFile truth = walk(new Random(seed), 4, 12);
    MotFile tracks = noisy(truth, new Random(seed + 1));

    Hota hota = Scores.of(truth, tracks).hota();

    PlainHota plain = new PlainHota(truth.rows(), tracks.rows());
    assertThat(new double[] {hota.hota(), hota.detA(), hota.assA()})
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(plain.hota(), plain.detA(), plain.assA());
  }

  private static double[] measures(Scores scores) {
    Clear clear = scores.clear();
    Identity identity = scores.identity();
    Hota hota = scores.hota();
    return new double[] {
      clear.mota(),
      clear.motp(),
      clear.recall(),
      clear.precision(),
      identity.idf1(),
      identity.idp(),
      identity.idr(),
      hota.hota(),
      hota.detA(),
      hota.assA(),
      hota.locA(),
      hota.detRe(),
      hota.detPr(),
      hota.assRe(),
      hota.assPr()
    };
  }

  /** People 1.. that wander in lanes of their own, so that no two of them ever overlap. */
  private static MotFile walk(Random random, int people, int frames) {
    List<MotRow> rows = new ArrayList<>();
    for (int id = 1; id <= people; id++) {
      double left = random.nextDouble(50);
      for (int frame = 1; frame <= frames; frame++) {
        left += random.nextDouble(8) - 4;
        rows.add(new MotRow(frame, id, box(left, id * 100, 40), 1));
      }
    }
    return new MotFile(rows);
  }

  /** Boxes off by some pixels or missing, identities that change, lanes that run together. */
  private static MotFile noisy(MotFile truth, Random random) {
    List<MotRow> rows = new ArrayList<>();
    for (MotRow row : truth.rows()) {
      long id = row.id() + (random.nextInt(10) == 0 ? 100 + row.frame() / 5 * 10 : 0);
      Box box = row.box();
      double left = box.left() + random.nextGaussian() * 6;
      double top = box.top() + random.nextGaussian() * 6;
      if (random.nextInt(6) > 0) {
        rows.add(new MotRow(row.frame(), id, box(left, top, 35 + random.nextDouble(10)), 1));
      }
      if (random.nextInt(6) == 0) {
        rows.add(new MotRow(row.frame(), id + 500, box(left + 15, top, 30), 1));
      }
    }
    return new MotFile(rows);
  }

  private static Box box(double left, double top, double width) {
    return new Box(left, top, left + width, top + 80);
  }

  private static MotRow renamed(MotRow row, long id) {
    return new MotRow(row.frame(), id, row.box(), row.confidence());
  }
}
