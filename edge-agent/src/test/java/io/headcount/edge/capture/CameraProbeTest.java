package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.randu;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;

import io.headcount.edge.capture.CameraProbe.Brightness;
import io.headcount.edge.capture.CameraProbe.Sharpness;
import io.headcount.edge.capture.VideoSource.VideoFile;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraProbeTest {
  @TempDir Path folder;

  @Test
  void aFileIsReadAndMeasured() {
    FakeTime time = new FakeTime();
    CameraProbe probe = new CameraProbe(new VideoSources(time, time), time);
    CameraProbe.Report report =
        probe.probe(new VideoFile(Clips.avi(folder, 12)), CaptureOptions.DEFAULT);
    assertThat(report.info().width()).isEqualTo(Clips.WIDTH);
    assertThat(report.frames()).isEqualTo(12);
    assertThat(report.decodeErrors()).isZero();
    // 0.114 blue + 0.587 green + 0.299 red
    assertThat(report.luma()).isCloseTo(0.114 * 55 + 58.7 + 59.8, within(3.0));
    assertThat(report.brightnessWord()).isEqualTo(Brightness.OK);
    assertThat(report.sharpnessWord()).isEqualTo(Sharpness.BLURRED);
  }

  @Test
  void noiseIsSharpAndBlurredNoiseIsNot() {
    try (Mat noise = new Mat(480, 640, CV_8UC3);
        Mat low = new Mat(1, 1, CV_64F, new Scalar(0));
        Mat high = new Mat(1, 1, CV_64F, new Scalar(255));
        Mat blurred = new Mat();
        Size kernel = new Size(21, 21)) {
      randu(noise, low, high);
      GaussianBlur(noise, blurred, kernel, 8);
      assertThat(Sharpness.of(CameraProbe.sharpness(noise))).isEqualTo(Sharpness.SHARP);
      assertThat(Sharpness.of(CameraProbe.sharpness(blurred))).isEqualTo(Sharpness.BLURRED);
    }
  }

  @Test
  void lightHasWords() {
    assertThat(Brightness.of(10)).isEqualTo(Brightness.DARK);
    assertThat(Brightness.of(120)).isEqualTo(Brightness.OK);
    assertThat(Brightness.of(240)).isEqualTo(Brightness.BRIGHT);
  }
}
