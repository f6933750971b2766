package io.headcount.analytics.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class MotionTest {
  @Test
  void withoutVelocityItStays() {
    Motion still = new Motion(0.5, 0.01, 0.1);
    still.predict(2, 0.5);
    assertThat(still.position()).isEqualTo(0.5);
  }

  @Test
  void learnsTheVelocityOfASteadyWalk() {
    Motion motion = new Motion(0, 0.01, 0.5);
    Random random = new Random(5);
    for (int i = 1; i <= 100; i++) {
      motion.predict(0.1, 0.1);
      motion.correct(0.03 * i + 0.01 * random.nextGaussian(), 0.01);
    }
    assertThat(motion.velocity()).isCloseTo(0.3, within(0.05));
    assertThat(motion.position()).isCloseTo(3, within(0.03));
  }

  @Test
  void aSureMeasurementWinsAndAnUnsureOneHardlyCounts() {
    Motion sure = new Motion(0, 1, 0);
    sure.correct(1, 1e-6);
    assertThat(sure.position()).isCloseTo(1, within(1e-6));

    Motion unsure = new Motion(0, 0.001, 0);
    unsure.correct(1, 1);
    assertThat(unsure.position()).isCloseTo(0, within(1e-5));
  }

  @Test
  void theLongerItGuessesTheMoreAMeasurementCounts() {
    double before = 0;
    for (double seconds : new double[] {0.1, 0.5, 1, 2}) {
      Motion motion = new Motion(0, 0.01, 0.1);
      motion.predict(seconds, 0.5);
      motion.correct(1, 0.1);
      assertThat(motion.position()).isGreaterThan(before).isLessThan(1);
      before = motion.position();
    }
  }

  @Test
  void aDayOfCorrectionsStaysFinite() {
    Motion motion = new Motion(0.5, 0.01, 0.1);
    for (int i = 0; i < 864_000; i++) {
      motion.predict(0.1, 0.5);
      motion.correct(0.5, 0.01);
    }
    assertThat(motion.position()).isCloseTo(0.5, within(1e-9));
    assertThat(motion.velocity()).isCloseTo(0, within(1e-9));
  }
}
