package io.headcount.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.edge.capture.GreyPicture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MotionGateTest {
  private static final int WIDTH = 128;
  private static final int HEIGHT = 96;

  private final Random chance = new Random(1);
  private final MotionGate gate = new MotionGate(Optional.empty());

  @Test
  void theFirstPictureIsNews() {
    assertThat(gate.moved(shop(2))).isTrue();
  }

  @Test
  void noiseIsNoMotion() {
    gate.looked(shop(1.2), List.of());

    for (int frame = 0; frame < 200; frame++) {
      assertThat(gate.moved(shop(1.2))).as("frame %d", frame).isFalse();
    }
  }

  @Test
  void noiseOfANightIsLearnt() {
    int news = 0;
    for (int look = 0; look < 60; look++) {
      GreyPicture picture = shop(9);
      news += look >= 30 && gate.moved(picture) ? 1 : 0;
      gate.looked(picture, List.of());
    }
    assertThat(news).isLessThanOrEqualTo(6);

    byte[] levels = levels(9);
    paint(levels, 60, 40, 4, 10, 140);
    assertThat(gate.moved(GreyPicture.of(WIDTH, levels))).isTrue();
  }

  @Test
  void theSmallestPersonWhoComesIsSeen() {
    gate.looked(shop(2), List.of());

    byte[] levels = levels(2);
    paint(levels, 70, 30, 1, 4, 110);
    assertThat(gate.moved(GreyPicture.of(WIDTH, levels))).isTrue();
  }

  @Test
  void whoMovesEverSoSlowlyIsSeenInTheEnd() {
    gate.looked(personAt(50.0), List.of());

    boolean seen = false;
    for (double x = 50.0; x < 51.5; x += 0.02) {
      seen = seen || gate.moved(personAt(x));
    }
    assertThat(seen).isTrue();
  }

  @Test
  void aLightThatGoesOnIsMotion() {
    gate.looked(shop(2), List.of());

    byte[] levels = levels(2);
    for (int cell = 0; cell < levels.length; cell++) {
      levels[cell] = (byte) (levels[cell] + 30);
    }
    assertThat(gate.moved(GreyPicture.of(WIDTH, levels))).isTrue();
  }

  @Test
  void daylightThatFadesIsNone() {
    int news = 0;
    for (int second = 0; second < 60; second++) {
      byte[] levels = levels(1);
      for (int cell = 0; cell < levels.length; cell++) {
        levels[cell] = (byte) (levels[cell] - second);
      }
      GreyPicture picture = GreyPicture.of(WIDTH, levels);
      news += second > 0 && gate.moved(picture) ? 1 : 0;
      gate.looked(picture, List.of());
    }
    assertThat(news).isZero();
  }

  @Test
  void aSparkleIsNone() {
    gate.looked(shop(1), List.of());

    byte[] levels = levels(1);
    paint(levels, 64, 48, 1, 1, 250);
    assertThat(gate.moved(GreyPicture.of(WIDTH, levels))).isFalse();
  }

  @Test
  void whatMovesOutsideOfTheRegionIsNoneOfOurBusiness() {
    MotionGate right =
        new MotionGate(
            Optional.of(
                new Polygon(
                    List.of(
                        new Point(0.5, 0), new Point(1, 0), new Point(1, 1), new Point(0.5, 1)))));
    right.looked(shop(1), List.of());
    byte[] left = levels(1);
    paint(left, 20, 40, 6, 20, 200);
    assertThat(right.moved(GreyPicture.of(WIDTH, left))).isFalse();

    byte[] inside = levels(1);
    paint(inside, 100, 40, 6, 20, 200);
    assertThat(right.moved(GreyPicture.of(WIDTH, inside))).isTrue();
  }

  @Test
  void aScreenThatFlickersIsLearntAndAPersonIsNot() {
    Box person = new Box(0.75, 0.3, 0.85, 0.7);
    for (int look = 0; look < 100; look++) {
      byte[] levels = levels(1);
      paint(levels, 10, 10, 12, 8, 90 + (look % 2) * 8);
      paint(levels, 98, 32, 8, 30, 60 + (look % 2) * 20);
      gate.looked(GreyPicture.of(WIDTH, levels), List.of(person));
    }
    byte[] same = levels(1);
    paint(same, 10, 10, 12, 8, 90);
    paint(same, 98, 32, 8, 30, 80);
    assertThat(gate.moved(GreyPicture.of(WIDTH, same))).as("screen alone").isFalse();

    byte[] stirs = levels(1);
    paint(stirs, 10, 10, 12, 8, 98);
    paint(stirs, 98, 32, 8, 30, 60);
    assertThat(gate.moved(GreyPicture.of(WIDTH, stirs))).as("person").isTrue();
  }

  @Test
  void anotherShapeOfPictureIsNews() {
    gate.looked(shop(1), List.of());

    assertThat(gate.moved(GreyPicture.of(WIDTH, new byte[WIDTH * 72]))).isTrue();
  }

  private GreyPicture shop(double noise) {
    return GreyPicture.of(WIDTH, levels(noise));
  }

  /** Shelves, with noise of this standard deviation. */
  private byte[] levels(double noise) {
    byte[] levels = new byte[WIDTH * HEIGHT];
    for (int cell = 0; cell < levels.length; cell++) {
      double shelf = 90 + 20 * ((cell / WIDTH / 12) % 2);
      double level = shelf + Math.clamp(noise * chance.nextGaussian(), -2.5 * noise, 2.5 * noise);
      levels[cell] = (byte) Math.clamp(Math.round(level), 0, 255);
    }
    return levels;
  }

  /** Somebody whose left edge is so many cells from the left. */
  private GreyPicture personAt(double x) {
    byte[] levels = new byte[WIDTH * HEIGHT];
    Arrays.fill(levels, (byte) 90);
    int left = (int) x;
    int edge = (int) Math.round(90 + (1 - (x - left)) * 40);
    paint(levels, left, 40, 1, 16, edge);
    paint(levels, left + 1, 40, 4, 16, 130);
    return GreyPicture.of(WIDTH, levels);
  }

  private static void paint(byte[] levels, int x, int y, int wide, int tall, int level) {
    for (int row = y; row < y + tall; row++) {
      Arrays.fill(levels, row * WIDTH + x, row * WIDTH + x + wide, (byte) level);
    }
  }
}
