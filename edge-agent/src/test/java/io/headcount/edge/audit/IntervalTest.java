package io.headcount.edge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
  /** Known values of Wilson's score interval at 95 %, without continuity correction. */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0.0000, 0.2775",
    "1, 10, 0.0179, 0.4042",
    "5, 10, 0.2366, 0.7634",
    "10, 10, 0.7225, 1.0000",
    "15, 148, 0.0624, 0.1605",
    "81, 263, 0.2553, 0.3662",
  })
  void sharesAreWilsons(long hits, long trials, double low, double high) {
    Interval interval = Interval.share(hits, trials);
    assertThat(interval.low()).isCloseTo(low, within(5e-5));
    assertThat(interval.high()).isCloseTo(high, within(5e-5));
  }

  /** From the tables of the exact Poisson interval at 95 %. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.000, 3.689",
    "1, 0.025, 5.572",
    "2, 0.242, 7.225",
    "5, 1.623, 11.668",
    "10, 4.795, 18.390",
    "100, 81.364, 121.627",
  })
  void expectedEventsAreGarwoods(long events, double low, double high) {
    Interval interval = Interval.expected(events);
    assertThat(interval.low()).isCloseTo(low, within(5e-4));
    assertThat(interval.high()).isCloseTo(high, within(5e-4));
  }

  @Test
  void aRatioWithoutErrorsStillHasARange() {
    Interval interval = Interval.countedOverTrue(100, 100, 0);
    assertThat(interval.low()).isBetween(0.95, 0.97);
    assertThat(interval.high()).isBetween(1.03, 1.04);
  }

  @Test
  void nothingIsNoShare() {
    assertThatIllegalArgumentException().isThrownBy(() -> Interval.share(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Interval.share(3, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> Interval.expected(-1));
  }

  @Property
  void theFigureLiesInItsIntervalAndMoreOfTheSameNarrowsIt(
      @ForAll @LongRange(min = 0, max = 200) long matched,
      @ForAll @LongRange(min = 0, max = 50) long missed,
      @ForAll @LongRange(min = 0, max = 50) long invented) {
    long truth = matched + missed;
    if (truth == 0) {
      return;
    }
    double ratio = (double) (matched + invented) / truth;
    Interval once = Interval.countedOverTrue(truth, matched, invented);
    Interval tenfold = Interval.countedOverTrue(10 * truth, 10 * matched, 10 * invented);
    assertThat(ratio).isBetween(once.low(), once.high());
    assertThat(ratio).isBetween(tenfold.low(), tenfold.high());
    assertThat(tenfold.high() - tenfold.low()).isLessThan(once.high() - once.low());
  }
}
