package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.capture.Frame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegEncoderTest {
  @ParameterizedTest
  @CsvSource({"1920, 1080, 960, 540", "960, 720, 960, 720", "320, 240, 320, 240"})
  void keepsTheShapeAndTheColours(int width, int height, int newWidth, int newHeight)
      throws IOException {
    Mat pixels = new Mat(height, width, opencv_core.CV_8UC3, new Scalar(200, 100, 20, 0));
    try (Frame frame = new Frame(pixels, FakeBox.NOW, 1)) {
      byte[] jpeg = new JpegEncoder().encode(frame).bytes();

      BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
      assertThat(image.getWidth()).isEqualTo(newWidth);
      assertThat(image.getHeight()).isEqualTo(newHeight);
      int rgb = image.getRGB(newWidth / 2, newHeight / 2);
      assertThat((rgb >> 16) & 0xff).isBetween(14, 26);
      assertThat(rgb & 0xff).isBetween(194, 206);
      assertThat(frame.width()).isEqualTo(width);
    }
  }
}
