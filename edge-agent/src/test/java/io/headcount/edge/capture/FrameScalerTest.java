package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameScalerTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    // area of a frame of 64 x 48, size of the result
    "0, 0, 64, 48, 33, 25",
    "0, 0, 64, 48, 64, 48",
    "0, 0, 64, 48, 130, 97",
    "0, 0, 64, 48, 17, 13",
    "7, 5, 31, 21, 30, 20",
    "63, 47, 1, 1, 3, 3"
  })
  void anyPartComesInAnySize(int x, int y, int width, int height, int toWidth, int toHeight) {
    for (Path clip : List.of(Clips.avi(folder, 11), Clips.mp4(folder, 11))) {
      try (FrameSource source = open(clip);
          FrameScaler scaler = new FrameScaler();
          Rect area = new Rect(x, y, width, height)) {
        for (int n = 0; n <= 10; n++) {
          try (Frame frame = source.next().orElseThrow()) {
            Mat small = scaler.bgr(frame, area, toWidth, toHeight);
            assertThat(small.cols()).isEqualTo(toWidth);
            assertThat(small.rows()).isEqualTo(toHeight);
            for (int[] place : new int[][] {{0, 0}, {toHeight - 1, toWidth - 1}}) {
              assertThat(small.ptr(place[0], place[1]).get(0) & 0xff).isCloseTo(5 * n, within(8));
              assertThat(small.ptr(place[0], place[1]).get(1) & 0xff).isCloseTo(100, within(8));
              assertThat(small.ptr(place[0], place[1]).get(2) & 0xff).isCloseTo(200, within(8));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // the very same up to half the size; the mean of many pixels where more is left out
    "416, 312, 0, 0, 0",
    "384, 288, 0, 0, 0",
    "352, 264, 2.5, 1.5, 30",
    "192, 144, 2.5, 1.5, 30"
  })
  void isNearlyWhatScalingTheWholeBgrPictureGives(
      int width, int height, double mean, double bias, int most) {
    Optional<Path> sample = Clips.sample();
    Assumptions.assumeTrue(sample.isPresent(), "package opencv-doc is not here");
    try (FrameSource source = open(sample.get());
        FrameScaler scaler = new FrameScaler();
        Mat expected = new Mat();
        Size size = new Size(width, height)) {
      for (int n = 0; n < 5; n++) {
        try (Frame frame = source.next().orElseThrow();
            Rect all = new Rect(0, 0, frame.width(), frame.height())) {
          byte[] found = bytes(scaler.bgr(frame, all, width, height));
          int how = frame.width() > 2 * width ? INTER_AREA : INTER_LINEAR;
          resize(frame.pixels(), expected, size, 0, 0, how);
          Difference difference = Difference.between(found, bytes(expected));
          assertThat(difference.mean()).as("mean").isLessThanOrEqualTo(mean);
          assertThat(difference.bias()).as("bias").isCloseTo(0, within(bias));
          assertThat(difference.ofAThousand()).as("99.9 of 100").isLessThanOrEqualTo(most);
        }
      }
    }
  }

  @Test
  void greyIsThatOfTheWholeBgrPicture() {
    Optional<Path> sample = Clips.sample();
    Assumptions.assumeTrue(sample.isPresent(), "package opencv-doc is not here");
    try (FrameSource source = open(sample.get());
        Frame frame = source.next().orElseThrow();
        Frame bgr = new Frame(frame.pixels().clone(), frame.at(), frame.index())) {
      GreyPicture found = GreyPicture.of(frame, 64);
      GreyPicture expected = GreyPicture.of(bgr, 64);
      double sum = 0;
      int cells = 64 * found.height();
      for (int cell = 0; cell < cells; cell++) {
        int difference = Math.abs(found.level(cell) - expected.level(cell));
        // colours too strong for BGR are cut off there
        assertThat(difference).as("cell %d", cell).isLessThanOrEqualTo(16);
        sum += difference;
      }
      assertThat(sum / cells).as("mean").isLessThan(1.5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30})
  void framesOutliveTheirSource(int kept) {
    List<Frame> frames = new ArrayList<>();
    try (FrameSource source = open(Clips.mp4(folder, 30))) {
      for (int n = 0; n < kept; n++) {
        frames.add(source.next().orElseThrow());
      }
    }
    for (Frame frame : frames) {
      try (frame) {
        int blue = Math.toIntExact(5 * (frame.index() - 1));
        assertThat(Clips.blue(frame)).isCloseTo(blue, within(8));
      }
      assertThatThrownBy(() -> GreyPicture.of(frame, 8)).isInstanceOf(IllegalStateException.class);
    }
  }

  /** How far two pictures are apart, in levels of 0 to 255. */
  private record Difference(double mean, double bias, int ofAThousand) {
    static Difference between(byte[] a, byte[] b) {
      long sum = 0;
      long bias = 0;
      int[] counts = new int[256];
      for (int i = 0; i < a.length; i++) {
        int difference = (a[i] & 0xff) - (b[i] & 0xff);
        bias += difference;
        sum += Math.abs(difference);
        counts[Math.abs(difference)]++;
      }
      int level = 0;
      int below = counts[0];
      while (below < 0.999 * a.length) {
        below += counts[++level];
      }
      return new Difference((double) sum / a.length, (double) bias / a.length, level);
    }
  }

  private static byte[] bytes(Mat picture) {
    try (Mat whole = picture.clone()) {
      byte[] bytes = new byte[whole.rows() * whole.cols() * 3];
      whole.data().get(bytes);
      return bytes;
    }
  }

  private static FrameSource open(Path file) {
    return VideoSources.system().open(new VideoSource.VideoFile(file), CaptureOptions.DEFAULT);
  }
}
