package io.headcount.edge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

class BlurTest {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 100;

  /** Black and white in turn, pixel by pixel. */
  private static Mat chequered() {
    Mat pixels = new Mat(HEIGHT, WIDTH, CV_8UC3);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        byte shade = (byte) ((x + y) % 2 * 255);
        pixels.ptr(y, x).put(shade, shade, shade);
      }
    }
    return pixels;
  }

  private static boolean blurred(Mat pixels, int x, int y) {
    int shade = pixels.ptr(y, x).get() & 0xff;
    return shade > 64 && shade < 192;
  }

  /**
   * A person tracked on the left in all frames but the third, and a weak detection on the right.
   */
  private static MachineRun run() {
    TrackedBox tracked = new TrackedBox(new TrackId(1), new Box(0.1, 0.2, 0.2, 0.8), 0.9);
    Detection weak = new Detection(new Box(0.7, 0.2, 0.8, 0.8), 0.1);
    List<SeenFrame> frames = new ArrayList<>();
    for (int n = 1; n <= 20; n++) {
      frames.add(
          new SeenFrame(
              Audits.at(n), 120, n == 3 || n > 12 ? List.of() : List.of(tracked), List.of(weak)));
    }
    return new MachineRun(WIDTH, HEIGHT, frames, List.of(), Optional.empty(), 1);
  }

  @Test
  void headsOfAllWhoMayBePeopleAreUnrecognisableAndNothingElse() {
    Blur blur = new Blur(run());
    for (long frame : new long[] {1, 3, 14}) {
      try (Mat pixels = chequered()) {
        blur.heads(pixels, frame);
        assertThat(blurred(pixels, 30, 28)).as("tracked, frame %d", frame).isTrue();
        assertThat(blurred(pixels, 150, 28)).as("weak, frame %d", frame).isTrue();
        assertThat(blurred(pixels, 30, 60)).as("legs").isFalse();
        assertThat(blurred(pixels, 90, 28)).as("beside").isFalse();
      }
    }
    try (Mat pixels = chequered()) {
      blur.heads(pixels, 20);
      assertThat(blurred(pixels, 30, 28)).as("gone for long").isFalse();
    }
  }

  @Test
  void aLineWithoutABoxIsBlurredWhereHeadsWouldBe() {
    Blur blur = new Blur(run());
    assertThat(blur.showsSomebodyAt(Audits.line("a", 0.1, 0.8, 0.2, 0.8).segment(), 1)).isTrue();
    assertThat(blur.showsSomebodyAt(Audits.MAT.segment(), 20)).isFalse();
    try (Mat pixels = chequered()) {
      blur.above(pixels, Audits.line("a", 0.4, 0.9, 0.6, 0.9).segment());
      assertThat(blurred(pixels, 100, 37)).isTrue();
      assertThat(blurred(pixels, 100, 80)).isFalse();
    }
  }

  @Test
  void boxesAtTheEdgeAreCutOff() {
    TrackedBox outside = new TrackedBox(new TrackId(1), new Box(-0.2, -0.1, 0.1, 0.8), 0.9);
    MachineRun run =
        new MachineRun(
            WIDTH,
            HEIGHT,
            List.of(new SeenFrame(Audits.at(1), 120, List.of(outside), List.of())),
            List.of(),
            Optional.empty(),
            1);
    try (Mat pixels = chequered()) {
      new Blur(run).heads(pixels, 1);
      assertThat(blurred(pixels, 2, 2)).isTrue();
    }
  }
}
