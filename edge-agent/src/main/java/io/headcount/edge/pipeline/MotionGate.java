package io.headcount.edge.pipeline;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.edge.capture.GreyPicture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whether anything moved since the detector last looked. Confined to the thread of its camera.
 *
 * <p>The picture is compared with the one that was last looked at, not with the one before it:
 * however slowly somebody moves, the difference grows until it shows. A sudden change of light
 * differs everywhere and so counts as motion, a slow one is forgotten with every look.
 *
 * <p>How much a cell differs by itself, from noise, compression, a screen or leaves, is learnt for
 * each cell from one look to the next while nobody is seen there. What is learnt is limited, so
 * that a place where always something stirs still shows a person in clothes that stand out; all
 * others show with the next look, which never waits for motion alone.
 */
final class MotionGate {
  /** Cells across the picture: one is narrower than the smallest person that is found. */
  static final int ACROSS = 128;

  /** Smallest difference that is more than noise, in levels of grey. */
  private static final double LEAST = 7;

  /** A cell has to differ by so many times what it differs by itself. */
  private static final double TIMES = 5;

  /** However restless a cell is, this difference is motion. */
  private static final double MOST = 40;

  /** How fast restlessness is learnt, as a share of each new difference. */
  private static final double LEARNT = 0.1;

  /** How far round a person a cell is taken for theirs, in widths and heights of the box. */
  private static final double ROUND = 0.25;

  private final Optional<Polygon> region;
  private float[] restless = new float[0];
  private boolean[] watched = new boolean[0];
  private boolean[] people = new boolean[0];
  private @Nullable GreyPicture reference;

  /**
   * @param region where people are looked for; what moves outside of it is none of our business
   */
  MotionGate(Optional<Polygon> region) {
    this.region = region;
  }

  /** Whether something differs from the picture that was last looked at; true before the first. */
  boolean moved(GreyPicture picture) {
    GreyPicture before = reference;
    if (before == null || !sameShape(before, picture)) {
      return true;
    }
    int width = picture.width();
    boolean[] above = new boolean[width];
    for (int y = 0; y < picture.height(); y++) {
      boolean left = false;
      for (int x = 0; x < width; x++) {
        int cell = y * width + x;
        boolean differs = watched[cell] && difference(before, picture, cell) > threshold(cell);
        if (differs && (left || above[x])) {
          return true; // two side by side: single ones sparkle
        }
        left = differs;
        above[x] = differs;
      }
    }
    return false;
  }

  /** The detector looked at this picture and found somebody in these boxes. */
  void looked(GreyPicture picture, List<Box> seen) {
    GreyPicture before = reference;
    boolean[] occupied = occupied(picture, seen);
    if (before == null || !sameShape(before, picture)) {
      begin(picture);
    } else {
      for (int cell = 0; cell < restless.length; cell++) {
        if (!occupied[cell] && !people[cell]) {
          float now = Math.min((float) MOST, difference(before, picture, cell));
          restless[cell] += (float) LEARNT * (now - restless[cell]);
        }
      }
    }
    people = occupied;
    reference = picture;
  }

  private void begin(GreyPicture picture) {
    int width = picture.width();
    int height = picture.height();
    restless = new float[width * height];
    watched = new boolean[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Point middle = new Point((x + 0.5) / width, (y + 0.5) / height);
        watched[y * width + x] = region.isEmpty() || region.get().contains(middle);
      }
    }
  }

  private static boolean[] occupied(GreyPicture picture, List<Box> seen) {
    int width = picture.width();
    int height = picture.height();
    boolean[] occupied = new boolean[width * height];
    for (Box box : seen) {
      double wide = ROUND * box.width();
      double tall = ROUND * box.height();
      int left = column(box.left() - wide, width);
      int right = column(box.right() + wide, width);
      int bottom = column(box.bottom() + tall, height);
      for (int y = column(box.top() - tall, height); y <= bottom; y++) {
        Arrays.fill(occupied, y * width + left, y * width + right + 1, true);
      }
    }
    return occupied;
  }

  private static int column(double share, int cells) {
    return Math.clamp((long) Math.floor(share * cells), 0, cells - 1);
  }

  private double threshold(int cell) {
    return Math.clamp(TIMES * restless[cell], LEAST, MOST);
  }

  private static int difference(GreyPicture before, GreyPicture now, int cell) {
    return Math.abs(now.level(cell) - before.level(cell));
  }

  private static boolean sameShape(GreyPicture a, GreyPicture b) {
    return a.width() == b.width() && a.height() == b.height();
  }
}
