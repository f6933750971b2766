package io.headcount.analytics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headcount.analytics.geometry.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final Offset<Double> ROUNDING = within(1e-9);
  private static final Offset<Double> THREE_DECIMALS = within(0.0005);

  @Test
  void perfectTracksScoreOne() {
    MotFile truth = file(stay(1, 1, 4, 0), stay(2, 1, 4, 100));

    Scores scores = Scores.of(truth, file(stay(7, 1, 4, 100), stay(9, 1, 4, 0)));

    assertThat(scores.clear()).isEqualTo(new Clear(8, 0, 0, 0, 0, 2, 0, 0, 8));
    assertThat(scores.identity()).isEqualTo(new Identity(8, 0, 0));
    assertThat(Stream.of(scores.clear().mota(), scores.clear().motp(), scores.clear().recall()))
        .containsOnly(1.0);
    assertThat(Stream.of(scores.identity().idf1(), scores.identity().idp())).containsOnly(1.0);
    Hota hota = scores.hota();
    assertThat(Stream.of(hota.hota(), hota.detA(), hota.assA(), hota.locA())).containsOnly(1.0);
    assertThat(Stream.of(hota.detRe(), hota.detPr(), hota.assRe(), hota.assPr())).containsOnly(1.0);
  }

  @Test
  void missingEverybodyScoresNothing() {
    Scores scores = Scores.of(file(stay(1, 1, 4, 0)), file(stay(1, 1, 4, 500)));

    assertThat(scores.clear()).isEqualTo(new Clear(0, 4, 4, 0, 0, 0, 0, 1, 0));
    assertThat(scores.clear().mota()).isEqualTo(-1);
    assertThat(scores.identity()).isEqualTo(new Identity(0, 4, 4));
    assertThat(scores.identity().idf1()).isZero();
    assertThat(scores.hota().hota()).isZero();
  }

  @Test
  void noTracksAtAllAreAllMisses() {
    Scores scores = Scores.of(file(stay(1, 1, 4, 0)), new MotFile(List.of()));

    assertThat(scores.clear()).isEqualTo(new Clear(0, 0, 4, 0, 0, 0, 0, 1, 0));
    assertThat(scores.clear().mota()).isZero();
    assertThat(scores.clear().precision()).isZero();
    assertThat(scores.identity()).isEqualTo(new Identity(0, 0, 4));
  }

  @Test
  void swappedIdentitiesCostAssociationAlone() {
    MotFile truth = file(stay(1, 1, 4, 0), stay(2, 1, 4, 100));
    MotFile tracks =
        file(stay(1, 1, 2, 0), stay(2, 1, 2, 100), stay(1, 3, 4, 100), stay(2, 3, 4, 0));

    Scores scores = Scores.of(truth, tracks);

    assertThat(scores.clear()).isEqualTo(new Clear(8, 0, 0, 2, 0, 2, 0, 0, 8));
    assertThat(scores.clear().mota()).isEqualTo(0.75);
    assertThat(scores.identity()).isEqualTo(new Identity(4, 4, 4));
    assertThat(scores.identity().idf1()).isEqualTo(0.5);
    // each match: 2 boxes in common, of 4 and 4
    assertThat(scores.hota().detA()).isEqualTo(1);
    assertThat(scores.hota().assA()).isCloseTo(1 / 3.0, ROUNDING);
    assertThat(scores.hota().assRe()).isCloseTo(0.5, ROUNDING);
    assertThat(scores.hota().hota()).isCloseTo(Math.sqrt(1 / 3.0), ROUNDING);
  }

  @Test
  void pauseOfAPersonIsAFragmentNotASwitch() {
    MotFile truth = file(stay(1, 1, 5, 0), stay(2, 1, 5, 100));
    MotFile tracks = file(stay(1, 1, 2, 0), stay(1, 4, 5, 0), stay(2, 1, 5, 100));

    Scores scores = Scores.of(truth, tracks);

    // 4 of 5 frames is not more than 80 %
    assertThat(scores.clear()).isEqualTo(new Clear(9, 0, 1, 0, 1, 1, 1, 0, 9));
    assertThat(scores.identity()).isEqualTo(new Identity(9, 0, 1));
  }

  @Test
  void newIdAfterAPauseIsASwitch() {
    MotFile truth = file(stay(1, 1, 10, 0), stay(2, 1, 10, 100));
    MotFile tracks = file(stay(1, 1, 4, 0), stay(3, 7, 10, 0), stay(2, 1, 10, 100));

    Scores scores = Scores.of(truth, tracks);

    assertThat(scores.clear()).isEqualTo(new Clear(18, 0, 2, 1, 1, 1, 1, 0, 18));
    assertThat(scores.identity()).isEqualTo(new Identity(14, 4, 6));
  }

  @Test
  void secondTrackOnOnePersonIsFalse() {
    MotFile truth = file(stay(1, 1, 4, 0));
    MotFile tracks = file(stay(1, 1, 4, 0), stay(2, 1, 4, 1));

    Scores scores = Scores.of(truth, tracks);

    assertThat(scores.clear()).isEqualTo(new Clear(4, 4, 0, 0, 0, 1, 0, 0, 4));
    assertThat(scores.clear().mota()).isZero();
    assertThat(scores.identity().idf1()).isCloseTo(2 / 3.0, ROUNDING);
    assertThat(scores.hota().hota()).isCloseTo(Math.sqrt(0.5), ROUNDING);
  }

  @Test
  void pairOfTheFrameBeforeStaysWhileItOverlaps() {
    MotFile truth = file(stay(1, 1, 2, 0));
    MotFile tracks =
        new MotFile(
            List.of(
                new MotRow(1, 1, new Box(0, 0, 10, 10), 1),
                new MotRow(2, 1, new Box(0, 0, 10, 6), 1),
                new MotRow(2, 2, new Box(0, 0, 10, 10), 1)));

    assertThat(Scores.of(truth, tracks).clear()).isEqualTo(new Clear(2, 1, 0, 0, 0, 1, 0, 0, 1.6));
  }

  @Test
  void halfAnOverlapMatchesAndPassesTenLevels() {
    Scores scores =
        Scores.of(
            file(stay(1, 1, 1, 0)),
            new MotFile(List.of(new MotRow(1, 1, new Box(0, 0, 10, 5), 1))));

    assertThat(scores.clear()).isEqualTo(new Clear(1, 0, 0, 0, 0, 1, 0, 0, 0.5));
    assertThat(scores.hota().hota()).isCloseTo(10 / 19.0, ROUNDING);
    assertThat(scores.hota().locA()).isCloseTo((10 * 0.5 + 9) / 19, ROUNDING);
  }

  @Test
  void everyRowOfTheTruthCountsUnlessItIsLeftOut() {
    MotFile truth =
        new MotFile(
            List.of(
                new MotRow(1, 1, new Box(0, 0, 10, 10), 1),
                new MotRow(1, 2, new Box(50, 0, 60, 10), 0)));

    MotFile tracks = file(stay(1, 1, 1, 0));
    assertThat(Scores.of(truth, tracks).clear().mota()).isEqualTo(0.5);
    assertThat(Scores.of(truth.considered(), tracks).clear().mota()).isEqualTo(1);
  }

  @Test
  void combinesByCountsNotByMeans() {
    Scores good = Scores.of(file(stay(1, 1, 9, 0)), file(stay(1, 1, 9, 0)));
    Scores bad = Scores.of(file(stay(1, 1, 1, 0)), file(stay(1, 1, 1, 500)));

    Scores both = Scores.combined(List.of(good, bad));

    assertThat(both.clear()).isEqualTo(new Clear(9, 1, 1, 0, 0, 1, 0, 1, 9));
    assertThat(both.clear().mota()).isCloseTo(0.8, ROUNDING);
    assertThat(both.identity().idf1()).isCloseTo(0.9, ROUNDING);
    assertThat(both.hota().detA()).isCloseTo(9 / 11.0, ROUNDING);
    assertThat(both.hota().assA()).isEqualTo(1);
    assertThatThrownBy(() -> Scores.combined(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givesThePublishedScoresOfTwoKnownSequences() throws IOException {
    Path data = shared().resolve("data/mot-metrics");
    assumeTrue(Files.isDirectory(data), "the two sequences are not here");

    Scores both =
        Scores.combined(List.of(known(data, "TUD-Campus"), known(data, "TUD-Stadtmitte")));

    assertThat(both.clear().mota()).isCloseTo(0.555, THREE_DECIMALS);
    assertThat(both.identity().idf1()).isCloseTo(0.624, THREE_DECIMALS);
    assertThat(both.hota().hota()).isCloseTo(0.400, THREE_DECIMALS);
    assertThat(both.clear().falsePositives()).isEqualTo(58);
    assertThat(both.clear().falseNegatives()).isEqualTo(602);
    assertThat(both.clear().switches()).isEqualTo(14);
  }

  private static Scores known(Path data, String name) throws IOException {
    Path truth = data.resolve(name).resolve("gt/gt.txt");
    Path tracks = data.resolve("results").resolve(name + ".txt");
    return Scores.of(
        MotFile.parse(name, Files.readAllLines(truth)),
        MotFile.parse(name, Files.readAllLines(tracks)));
  }

  private static Path shared() {
    return Optional.ofNullable(System.getenv("HEADCOUNT_SHARED"))
        .map(Path::of)
        .orElse(Path.of("../../shared"));
  }

  /** A box of 10 by 10 that stays at one place from one frame to another. */
  private static MotFile stay(long id, int first, int last, double left) {
    return new MotFile(
        IntStream.rangeClosed(first, last)
            .mapToObj(frame -> new MotRow(frame, id, new Box(left, 0, left + 10, 10), 1))
            .toList());
  }

  private static MotFile file(MotFile... parts) {
    return new MotFile(Stream.of(parts).flatMap(part -> part.rows().stream()).toList());
  }
}
