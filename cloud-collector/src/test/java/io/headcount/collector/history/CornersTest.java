package io.headcount.collector.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CornersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.00000,0.00000 1.00000,0.00000 1.00000,1.00000 0.00000,1.00000",
        "0.20000,0.10000 0.80000,0.20000 0.90000,0.90000 0.10000,0.70000",
        "0.10000,0.10000 0.10000,0.50000 0.50000,0.50000 0.50000,0.10000" // seen from below
      })
  void fourThatGoRoundAreCorners(String text) {
    assertThat(Corners.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,0 1,0 1,1", // three
        "0,0 1,0 1,1 0,1 0,0", // five
        "0,0 1,1 1,0 0,1", // crossed
        "0,0 1,0 0.2,0.1 0,1", // one between the others
        "0,0 0.5,0 1,0 0,1", // three on a line
        "0,0 0.001,0 0.001,0.001 0,0.001", // a dot
        "0,0 1.1,0 1,1 0,1", // beside the plan
        "0,0 NaN,0 1,1 0,1"
      })
  void othersAreNot(String text) {
    assertThatThrownBy(() -> Corners.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
