package io.headcount.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class SketchTest {
  private static final double ROUNDING = 1e-9;

  /** From a tenth of a second to 30 days, as many short ones as long ones. */
  @Provide
  Arbitrary<List<Duration>> lengths() {
    double decades = StrictMath.log(Sketch.MOST / Sketch.LEAST);
    return Arbitraries.integers()
        .between(0, 1_000_000)
        .map(part -> Sketch.LEAST * StrictMath.exp(decades * part / 1_000_000))
        .map(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
        .list()
        .ofMaxSize(200);
  }

  @Property(tries = 300)
  void aQuantileIsWithinItsBound(@ForAll("lengths") List<Duration> lengths) {
    Sketch sketch = Sketch.of(lengths);
    List<Duration> sorted = new ArrayList<>(lengths);
    Collections.sort(sorted);

    assertThat(sketch.count()).isEqualTo(lengths.size());
    for (double share : new double[] {0, 0.25, 0.5, 0.9, 0.99, 1}) {
      if (lengths.isEmpty()) {
        assertThat(sketch.quantile(share)).isEmpty();
      } else {
        double exact = sorted.get((int) (share * (sorted.size() - 1))).toNanos() / 1e9;
        assertThat(sketch.quantile(share).orElseThrow())
            .isEqualTo(exact, within(exact * Sketch.ACCURACY + ROUNDING));
      }
    }
  }

  @Property(tries = 200)
  void sketchesOfPartsAddUpToThatOfTheWhole(
      @ForAll("lengths") List<Duration> a,
      @ForAll("lengths") List<Duration> b,
      @ForAll("lengths") List<Duration> c) {
    List<Duration> all = new ArrayList<>(a);
    all.addAll(b);
    all.addAll(c);
    Sketch x = Sketch.of(a);
    Sketch y = Sketch.of(b);
    Sketch z = Sketch.of(c);

    assertThat(x.plus(y).plus(z)).isEqualTo(Sketch.of(all));
    assertThat(x.plus(y.plus(z))).isEqualTo(Sketch.of(all));
    assertThat(z.plus(x).plus(y)).isEqualTo(Sketch.of(all));
    assertThat(x.plus(Sketch.NONE)).isEqualTo(x);
  }

  @Property(tries = 200)
  void itsTextIsReadBack(@ForAll("lengths") List<Duration> lengths) {
    Bins bins = Sketch.of(lengths).bins();
    assertThat(Bins.parse(bins.text())).isEqualTo(bins).hasToString(bins.text());
  }

  @Test
  void theEndsHoldWhatIsBeyondThem() {
    assertThat(Sketch.bin(0)).isZero();
    assertThat(Sketch.bin(Sketch.LEAST)).isZero();
    assertThat(Sketch.bin(Sketch.MOST)).isEqualTo(Sketch.LAST);
    assertThat(Sketch.bin(1e12)).isEqualTo(Sketch.LAST);
  }

  @Test
  void binsAddUpByNumber() {
    Bins one = Bins.of(Map.of(3, 2L, 7, 1L, 9, 0L));
    assertThat(one).hasToString("3:2,7").isEqualTo(Bins.of(new long[] {0, 0, 0, 2, 0, 0, 0, 1}));
    assertThat(one.plus(Bins.parse("0,7:4"))).hasToString("0,3:2,7:5");
    assertThat(one.total()).isEqualTo(3);
    assertThat(one.count(7)).isEqualTo(1);
    assertThat(one.count(8)).isZero();
    assertThat(Bins.parse("")).isEqualTo(Bins.NONE);
  }

  @Test
  void aNumberOutOfRangeIsRefused() {
    assertThatThrownBy(() -> Bins.parse("65536")).hasMessageContaining("not within 0..65535");
    assertThatThrownBy(() -> Bins.parse("1:9007199254740992")).hasMessageContaining("count of bin");
    assertThatThrownBy(() -> Bins.of(Map.of(1, -1L))).hasMessageContaining("not within 1");
  }
}
