package io.headcount.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.View.PixelArea;
import io.headcount.edge.model.ChannelOrder;
import io.headcount.edge.model.HeadKind;
import io.headcount.edge.model.InputSpec;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterboxTest {
  private static final InputSpec INPUT = HeadKind.NANODET.usualInput();

  @ParameterizedTest
  @CsvSource({
    // picture, square, input
    "768, 576, false, 416, 320",
    "1920, 1080, false, 416, 256",
    "1080, 1920, false, 256, 416",
    "416, 416, false, 416, 416",
    "100, 10, false, 416, 64",
    "1000, 1, false, 416, 32",
    "768, 576, true, 416, 416"
  })
  void inputFollowsTheShapeOfThePicture(
      int width, int height, boolean square, int inputWidth, int inputHeight) {
    Letterbox fit = Letterbox.of(new PixelArea(0, 0, width, height), INPUT.withSquare(square));
    assertThat(List.of(fit.width(), fit.height())).containsExactly(inputWidth, inputHeight);
    assertThat(fit.left() + fit.scaledWidth()).isLessThanOrEqualTo(fit.width());
    assertThat(fit.top() + fit.scaledHeight()).isLessThanOrEqualTo(fit.height());
  }

  @Test
  void thereAndBackIsTheSameBox() {
    Random random = new Random(42);
    for (int i = 0; i < 1000; i++) {
      int x = random.nextInt(500);
      int y = random.nextInt(500);
      PixelArea area = new PixelArea(x, y, 1 + random.nextInt(2000), 1 + random.nextInt(2000));
      Letterbox fit = Letterbox.of(area, INPUT.withSquare(random.nextBoolean()));
      double left = random.nextDouble(2000);
      double top = random.nextDouble(2000);
      Box box =
          new Box(left, top, left + 1 + random.nextDouble(500), top + 1 + random.nextDouble(500));
      Box back = fit.toPicture(fit.toInput(box));
      assertThat(back.left()).isCloseTo(box.left(), within(1e-6));
      assertThat(back.top()).isCloseTo(box.top(), within(1e-6));
      assertThat(back.right()).isCloseTo(box.right(), within(1e-6));
      assertThat(back.bottom()).isCloseTo(box.bottom(), within(1e-6));
    }
  }

  @Test
  void regionIsTheRectangleAroundItsOutlineAndHoldsWhoStandsInside() {
    Polygon triangle =
        new Polygon(List.of(new Point(0.25, 0.5), new Point(0.75, 0.5), new Point(0.25, 1)));
    View view = View.of(Optional.of(triangle));
    assertThat(view.area(800, 600)).isEqualTo(new PixelArea(200, 300, 400, 300));
    assertThat(view.holds(new Box(0.28, 0.2, 0.32, 0.7))).isTrue();
    assertThat(view.holds(new Box(0.68, 0.2, 0.72, 0.9))).isFalse();
    assertThat(View.whole().area(800, 600)).isEqualTo(new PixelArea(0, 0, 800, 600));

    Letterbox fit = Letterbox.of(view.area(800, 600), INPUT);
    Box all = fit.toPicture(new Box(0, 0, fit.width(), fit.scaledHeight() + 2 * fit.top()));
    assertThat(all.left()).isCloseTo(200, within(1e-9));
    assertThat(all.right()).isCloseTo(600, within(1e-9));
  }

  @Test
  void aRegionOutsideStillHasAPixel() {
    Polygon outside = new Polygon(List.of(new Point(2, 2), new Point(3, 2), new Point(3, 3)));
    assertThat(View.of(Optional.of(outside)).area(80, 60)).isEqualTo(new PixelArea(79, 59, 1, 1));
  }

  @ParameterizedTest
  @CsvSource({"BGR, 100, 120, 140", "RGB, 140, 120, 100"})
  void planesAreInTheOrderOfTheChannels(ChannelOrder order, float a, float b, float c) {
    InputSpec raw =
        new InputSpec(64, 32, false, order, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    Letterbox fit = Letterbox.of(new PixelArea(0, 0, 64, 48), raw);
    try (Scalar colour = new Scalar(100, 120, 140, 0);
        Frame picture = new Frame(new Mat(48, 64, opencv_core.CV_8UC3, colour), Instant.EPOCH, 1);
        InputPlanes planes = new InputPlanes(raw)) {
      FloatBuffer values = planes.fill(picture, fit).asFloatBuffer();
      int plane = 64 * 64;
      int middle = 32 * 64 + 32;
      assertThat(values.remaining()).isEqualTo(3 * plane);
      assertThat(
              List.of(
                  values.get(middle), values.get(plane + middle), values.get(2 * plane + middle)))
          .containsExactly(a, b, c);
      // without a mean the padding is the grey of the YOLO family
      assertThat(values.get(0)).isEqualTo(114);
    }
  }

  @Test
  void normalisesAndPadsWithTheMean() {
    Letterbox fit = Letterbox.of(new PixelArea(0, 0, 416, 312), INPUT);
    try (Scalar colour = new Scalar(0, 0, 255, 0);
        Frame picture =
            new Frame(new Mat(312, 416, opencv_core.CV_8UC3, colour), Instant.EPOCH, 1);
        InputPlanes planes = new InputPlanes(INPUT)) {
      FloatBuffer values = planes.fill(picture, fit).asFloatBuffer();
      assertThat(values.get(0)).isZero();
      assertThat(values.get(100 * 416)).isCloseTo((float) (-103.53 / 57.375), within(1e-5f));
      int red = 2 * 416 * 320 + 100 * 416;
      assertThat(values.get(red)).isCloseTo((float) ((255 - 123.675) / 58.395), within(1e-5f));
    }
  }

  @Test
  void boxesAreCutOffAtTheEdges() {
    assertThat(DjlDetector.inPicture(new Box(-10, 50, 50, 150), 100, 100))
        .hasValue(new Box(0, 0.5, 0.5, 1));
    assertThat(DjlDetector.inPicture(new Box(-10, 50, -1, 150), 100, 100)).isEmpty();
  }
}
