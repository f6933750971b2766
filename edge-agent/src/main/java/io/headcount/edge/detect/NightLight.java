package io.headcount.edge.detect;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Makes dark pictures lighter before anybody is looked for in them: all levels are multiplied so
 * that the middle one comes to where the network begins to see well. Pictures that are lighter than
 * that stay as they are, so nothing jumps at the border and no state is needed. Confined to whoever
 * holds it.
 */
final class NightLight implements AutoCloseable {
  /** The median level below which people begin to be missed. */
  private static final int ENOUGH = 64;

  /** Beyond it only noise is left to be lightened. */
  private static final double MOST = 16;

  /** A median needs no more of the picture than this. */
  private static final int SIDE = 64;

  private final Mat sample = new Mat();
  private final byte[] values = new byte[SIDE * SIDE];
  private final int[] counts = new int[256];

  /**
   * @param levels blue, green and red, 8-bit; changed in place
   */
  void lighten(MatVector levels) {
    // of the three, green is nearest to what an eye calls light
    double gain = gain(median(levels.get(1)));
    if (gain > 1) {
      for (long channel = 0; channel < levels.size(); channel++) {
        Mat plane = levels.get(channel);
        plane.convertTo(plane, CV_8UC1, gain, 0);
      }
    }
  }

  static double gain(int median) {
    return Math.clamp((double) ENOUGH / Math.max(1, median), 1, MOST);
  }

  int median(Mat plane) {
    try (Size size = new Size(SIDE, SIDE)) {
      resize(plane, sample, size, 0, 0, INTER_NEAREST);
    }
    sample.data().get(values);
    Arrays.fill(counts, 0);
    for (byte value : values) {
      counts[value & 0xff]++;
    }
    int level = 0;
    int below = counts[0];
    while (below <= values.length / 2) {
      level++;
      below += counts[level];
    }
    return level;
  }

  @Override
  public void close() {
    sample.close();
  }
}
