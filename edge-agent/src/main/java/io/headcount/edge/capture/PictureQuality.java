package io.headcount.edge.capture;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_core.sumElems;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_TOZERO;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * What a picture is like, whoever is in it. Immutable.
 *
 * @param light the middle brightness, 0 to 255
 * @param contrast from the brightness that 5 % of the pixels stay below to the one that 95 % do
 * @param dark share of the pixels that show no more than black
 * @param burnt share of the pixels that show no more than white
 * @param blur 0 for the sharpest edges, 1 for none: how little another blurring changes (Crété and
 *     others, The blur effect, SPIE 2007, measured along rows and columns, the worse of both)
 */
public record PictureQuality(int light, int contrast, double dark, double burnt, double blur) {
  /** Larger pictures are made so wide first: what is lost in it, the network does not see. */
  private static final int WIDE = 640;

  /** The other blurring, in pixels. */
  private static final int STROKE = 9;

  private static final int BLACK = 20;
  private static final int WHITE = 250;

  /** Looks at all of a frame, which stays the caller's; takes some milliseconds. */
  public static PictureQuality of(Frame frame) {
    try (Mat grey = new Mat();
        Mat small = new Mat()) {
      cvtColor(frame.pixels(), grey, COLOR_BGR2GRAY);
      int wide = Math.min(WIDE, frame.width());
      int high = Math.max(1, Math.round((float) wide * frame.height() / frame.width()));
      try (Size size = new Size(wide, high)) {
        resize(grey, small, size, 0, 0, INTER_AREA);
      }
      byte[] levels = new byte[wide * high];
      small.data().get(levels);
      int[] counts = new int[256];
      for (byte level : levels) {
        counts[level & 0xff]++;
      }
      return new PictureQuality(
          quantile(counts, 0.5),
          quantile(counts, 0.95) - quantile(counts, 0.05),
          share(counts, 0, BLACK),
          share(counts, WHITE, 255),
          Math.max(blurAlong(small, STROKE, 1), blurAlong(small, 1, STROKE)));
    }
  }

  private static int quantile(int[] counts, double share) {
    long all = 0;
    for (int count : counts) {
      all += count;
    }
    long below = counts[0];
    int level = 0;
    while (below <= share * all && level < 255) {
      level++;
      below += counts[level];
    }
    return level;
  }

  private static double share(int[] counts, int from, int to) {
    long within = 0;
    long all = 0;
    for (int level = 0; level < counts.length; level++) {
      all += counts[level];
      within += level >= from && level <= to ? counts[level] : 0;
    }
    return (double) within / all;
  }

  /** Along one axis: which share of the steps between neighbours another blurring leaves. */
  private static double blurAlong(Mat grey, int across, int down) {
    try (Mat sharp = new Mat();
        Mat blurred = new Mat();
        Mat steps = new Mat();
        Mat left = new Mat();
        Mat lost = new Mat();
        Size stroke = new Size(across, down)) {
      grey.convertTo(sharp, CV_32F);
      opencv_imgproc.blur(sharp, blurred, stroke); // not this record's own
      steps(sharp, across > 1, steps);
      steps(blurred, across > 1, left);
      subtract(steps, left, lost);
      threshold(lost, lost, 0, 0, THRESH_TOZERO);
      double all = sumElems(steps).get(0);
      return all == 0 ? 1 : (all - sumElems(lost).get(0)) / all;
    }
  }

  private static void steps(Mat from, boolean across, Mat to) {
    try (Mat one = across ? from.colRange(1, from.cols()) : from.rowRange(1, from.rows());
        Mat other =
            across ? from.colRange(0, from.cols() - 1) : from.rowRange(0, from.rows() - 1)) {
      absdiff(one, other, to);
    }
  }
}
