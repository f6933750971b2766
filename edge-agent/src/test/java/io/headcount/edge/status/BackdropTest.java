package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.edge.capture.Frame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A green room, with red people in it. */
class BackdropTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int GREEN = 0x00b400;
  private static final int RED = 0xdc0000;
  private static final int GREY = 0x606060;

  private final Backdrop backdrop = new Backdrop();
  private int second;

  @AfterEach
  void close() {
    backdrop.close();
  }

  /** A second goes by in which somebody is there, and is found or not. */
  private void pass(Optional<Box> person, boolean found) {
    Instant at = FakeBox.NOW.plusSeconds(second++);
    Mat pixels = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3, new Scalar(0, 180, 0, 0));
    person.ifPresent(
        box ->
            opencv_imgproc.rectangle(
                pixels,
                new Rect(
                    new Point((int) (box.left() * WIDTH), (int) (box.top() * HEIGHT)),
                    new Point((int) (box.right() * WIDTH), (int) (box.bottom() * HEIGHT))),
                new Scalar(0, 0, 220, 0),
                -1,
                8,
                0));
    try (Frame frame = new Frame(pixels, at, second)) {
      backdrop.found(
          at,
          found
              ? person.map(box -> new TrackedBox(new TrackId(7), box, 0.9)).stream().toList()
              : List.of());
      backdrop.look(frame);
    }
  }

  private BufferedImage shown() {
    try {
      return ImageIO.read(new ByteArrayInputStream(backdrop.picture().orElseThrow().bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean like(int rgb, int colour) {
    for (int shift = 0; shift <= 16; shift += 8) {
      if (Math.abs(((rgb >> shift) & 0xff) - ((colour >> shift) & 0xff)) > 24) {
        return false;
      }
    }
    return true;
  }

  private boolean anyRed() {
    BufferedImage image = shown();
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        int rgb = image.getRGB(x, y);
        if (((rgb >> 16) & 0xff) > 140 && ((rgb >> 8) & 0xff) < 120) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean is(double x, double y, int colour) {
    BufferedImage image = shown();
    return like(image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight())), colour);
  }

  private static Optional<Box> at(double x) {
    return Optional.of(new Box(x - 0.05, 0.4, x + 0.05, 0.8));
  }

  @Test
  void nothingIsShownBeforeItIsKnownToBeBackground() {
    assertThat(backdrop.picture()).isEmpty();
    pass(Optional.empty(), true);
    assertThat(is(0.5, 0.5, GREY)).isTrue();
    for (int i = 0; i < Backdrop.STILL; i++) {
      pass(Optional.empty(), true);
    }
    assertThat(is(0.5, 0.5, GREEN)).isTrue();
    assertThat(backdrop.number()).isEqualTo(11);
  }

  @Test
  void whoeverStandsForMinutesIsNotShownAndTheirPlaceStaysGrey() {
    for (int i = 0; i < 300; i++) {
      // lost for up to twenty seconds at a time, as the half hidden are
      pass(at(0.5), i % 21 == 0);
      assertThat(anyRed()).isFalse();
    }
    assertThat(is(0.5, 0.6, GREY)).isTrue();
    assertThat(is(0.1, 0.6, GREEN)).isTrue();
    for (int i = 0; i < Backdrop.FREE_SECONDS + Backdrop.STILL + 2; i++) {
      pass(Optional.empty(), true);
    }
    assertThat(is(0.5, 0.6, GREEN)).isTrue();
  }

  @Test
  void wherePeopleWalkIsShownBetweenThem() {
    for (int i = 0; i < 90; i++) {
      // one every twenty seconds, who takes five to cross
      int step = i % 20;
      pass(step < 5 ? at(0.1 + 0.2 * step) : Optional.empty(), true);
      assertThat(anyRed()).isFalse();
    }
    assertThat(is(0.5, 0.6, GREEN)).isTrue();
  }

  @Test
  void whoeverPassesBeforeSomebodyWhoStandsDoesNotFreeTheirPlace() {
    List<TrackedBox> both =
        List.of(
            new TrackedBox(new TrackId(7), at(0.5).orElseThrow(), 0.9),
            new TrackedBox(new TrackId(8), at(0.5).orElseThrow(), 0.9));
    backdrop.found(FakeBox.NOW, both);
    backdrop.found(
        FakeBox.NOW.plusSeconds(1),
        List.of(new TrackedBox(new TrackId(8), at(0.2).orElseThrow(), 0.9)));
    second = 2;
    for (int i = 0; i < 25; i++) {
      pass(at(0.5), false);
      assertThat(anyRed()).isFalse();
    }
  }

  @Test
  void whoeverWalksUnseenLeavesNothingBehind() {
    for (int i = 0; i < 60; i++) {
      pass(at(0.1 + 0.8 * Math.abs(i % 20 - 10) / 10.0), false);
      assertThat(anyRed()).isFalse();
    }
  }

  @Test
  void aNewThingBecomesBackgroundInTime() {
    for (int i = 0; i < 2 * Backdrop.STILL; i++) {
      pass(Optional.empty(), true);
    }
    assertThat(is(0.5, 0.6, GREEN)).isTrue();
    for (int i = 0; i < 2 * Backdrop.STILL; i++) {
      pass(at(0.5), false);
    }
    assertThat(is(0.5, 0.6, RED)).isTrue();
  }
}
