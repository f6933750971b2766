package io.headcount.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.capture.BlankFrames;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorInfo;
import io.headcount.edge.detect.LookAhead;
import io.headcount.edge.detect.View;
import io.headcount.edge.model.ChannelOrder;
import io.headcount.edge.model.InputSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeOfFileTest {
  private static final InputSpec OWN =
      new InputSpec(
          416, 32, false, ChannelOrder.BGR, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
  private static final double FRAMES_PER_SECOND = 10;

  /** A column of people so tall walks across the picture, and again and again. */
  private static final class Walker implements Detector {
    private final double tall;
    private final double speed;
    private final AtomicInteger looks = new AtomicInteger();

    Walker(double tall, double speed) {
      this.tall = tall;
      this.speed = speed;
    }

    @Override
    public List<Detection> detect(Frame frame, View view) {
      assertThat(view.longSide()).contains(640);
      looks.incrementAndGet();
      double seconds = Duration.between(Instant.EPOCH, frame.at()).toMillis() / 1000.0;
      double x = 0.1 + seconds * speed % 0.8;
      return Stream.iterate(0.1, y -> y < 0.9, y -> y + 1.1 * tall)
          .map(y -> new Detection(Box.around(x, y, tall / 3, tall), 0.9))
          .toList();
    }

    @Override
    public DetectorInfo info() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private static int chosen(Walker walker, int width) {
    AtomicLong ids = new AtomicLong();
    View view = View.whole();
    try (LookAhead source =
        new LookAhead(
            new BlankFrames(width, width * 3 / 4, FRAMES_PER_SECOND), walker, view.at(640), 1)) {
      CameraTracker tracker =
          new CameraTracker(source, Optional.empty(), TrackerOptions.DEFAULT, ids::incrementAndGet);
      return SizeOfFile.longSide(source, view, tracker, OWN);
    }
  }

  /** Pixels are those of an input of 416. */
  @ParameterizedTest
  @CsvSource({
    "12, 1280, 960",
    "16, 1280, 832",
    "16, 640, 640",
    "16, 352, 416",
    "20, 1280, 640",
    "25, 1280, 512",
    "32, 1280, 416",
    "60, 1280, 416"
  })
  void isTheSmallestInWhichPeopleAreTallEnough(double pixels, int width, int size) {
    double tall = pixels / OWN.longSide() / 0.75;
    assertThat(chosen(new Walker(tall, tall), width)).isEqualTo(size);
  }

  @Test
  void whoStandsDecidesNothingAndIsNotLookedAtForEver() {
    Walker dummy = new Walker(0.05, 0);
    assertThat(chosen(dummy, 1280)).isEqualTo(OWN.longSide());
    assertThat(dummy.looks.get()).isBetween(290, 310);
  }
}
