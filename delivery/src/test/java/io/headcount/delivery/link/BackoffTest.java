package io.headcount.delivery.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "8, 60", "1000000, 60"})
  void theBoundDoublesUpToTheMost(int failures, long seconds) {
    Duration wait = Backoff.DEFAULT.afterFailure(failures, greatest());
    assertThat(wait).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void waitsAreSpreadOverTheWholeRange() {
    Random random = new Random(1);
    double mean =
        IntStream.range(0, 2_000)
            .mapToObj(_ -> Backoff.DEFAULT.afterFailure(3, random))
            .mapToLong(Duration::toMillis)
            .average()
            .orElseThrow();
    assertThat(mean).isBetween(1_900.0, 2_100.0);
  }

  /** Draws the greatest number allowed. */
  private static RandomGenerator greatest() {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public long nextLong(long bound) {
        return bound - 1;
      }
    };
  }
}
