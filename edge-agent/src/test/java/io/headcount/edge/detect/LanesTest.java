package io.headcount.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanesTest {
  @ParameterizedTest
  @CsvSource({
    // cores, cameras, threads asked for: lanes, threads
    "1.7, 4, 0, 2, 1",
    "1.7, 1, 0, 1, 2",
    "3.4, 3, 0, 3, 1",
    "3.4, 2, 0, 2, 2",
    "0.3, 4, 0, 1, 1",
    "13.6, 64, 0, 8, 1",
    "1.7, 4, 2, 1, 2",
    "1.7, 4, 1, 2, 1",
    "1.7, 4, 6, 1, 6",
    "6.8, 4, 2, 3, 2",
    "6.8, 1, 2, 1, 2"
  })
  void asManyAsCoresAndCamerasAllow(double cores, int cameras, int asked, int lanes, int threads) {
    assertThat(Lanes.of(cores, cameras, asked)).isEqualTo(new Lanes(lanes, threads));
  }
}
