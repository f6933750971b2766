package io.headcount.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dark pictures made lighter. */
class NightLightTest {
  @ParameterizedTest
  @CsvSource({
    "0, 16",
    "1, 16",
    "4, 16",
    "8, 8",
    "32, 2",
    "63, 1.0158730158730158",
    "64, 1",
    "255, 1"
  })
  void theDarkerTheMore(int median, double gain) {
    assertThat(NightLight.gain(median)).isEqualTo(gain);
  }

  @ParameterizedTest
  @CsvSource({"16, 64", "20, 64", "64, 64", "130, 130"})
  void bringsTheMiddleUpAndLeavesLightPicturesAlone(int level, int expected) {
    try (Scalar value = new Scalar(level);
        Mat blue = new Mat(48, 80, opencv_core.CV_8UC1, value);
        Mat green = new Mat(48, 80, opencv_core.CV_8UC1, value);
        Mat red = new Mat(48, 80, opencv_core.CV_8UC1, value);
        MatVector levels = new MatVector(blue, green, red);
        NightLight night = new NightLight()) {
      night.lighten(levels);
      for (int channel = 0; channel < 3; channel++) {
        assertThat(levels.get(channel).ptr(47, 79).get() & 0xff).isEqualTo(expected);
      }
    }
  }

  @Test
  void aLampDoesNotCountForDaylight() {
    try (Scalar dark = new Scalar(10);
        Scalar lamp = new Scalar(255);
        Mat plane = new Mat(64, 64, opencv_core.CV_8UC1, dark);
        Mat lit = plane.colRange(0, 20);
        Mat whole = new Mat(64, 20, opencv_core.CV_8UC1, lamp);
        NightLight night = new NightLight()) {
      whole.copyTo(lit);
      assertThat(night.median(plane)).isEqualTo(10);
    }
  }
}
