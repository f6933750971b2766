package io.headcount.edge.capture;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.headcount.edge.capture.Picture.Range;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** A picture of a frame small enough to be compared with another at hardly any cost. Immutable. */
public final class GreyPicture {
  /** Samples of the frame across one cell, which take most of its noise away. */
  private static final int SAMPLES = 4;

  private final int width;
  private final byte[] levels;

  private GreyPicture(int width, byte[] levels) {
    this.width = width;
    this.levels = levels;
  }

  /**
   * A picture of so many cells.
   *
   * @param levels row by row, 0 is black, as unsigned bytes; copied
   */
  public static GreyPicture of(int width, byte[] levels) {
    if (width < 1 || levels.length == 0 || levels.length % width != 0) {
      throw new IllegalArgumentException(levels.length + " cells are no rows of " + width);
    }
    return new GreyPicture(width, levels.clone());
  }

  /** The frame at {@code across} cells a row and as many rows as its shape gives. */
  public static GreyPicture of(Frame frame, int across) {
    int rows = Math.max(1, Math.round((float) across * frame.height() / frame.width()));
    byte[] levels = new byte[across * rows];
    // every pixel of a large picture would take longer to read than all that follows
    try (Size samples = new Size(across * SAMPLES, rows * SAMPLES);
        Size cells = new Size(across, rows);
        Mat sampled = new Mat();
        Mat small = new Mat()) {
      frame
          .picture()
          .luma()
          .ifPresentOrElse(
              luma -> {
                try (luma) {
                  resize(luma.pixels(), sampled, samples, 0, 0, INTER_NEAREST);
                  Range range = luma.range();
                  sampled.convertTo(sampled, CV_8UC1, range.gain(), range.offset());
                }
              },
              () -> {
                resize(frame.pixels(), sampled, samples, 0, 0, INTER_NEAREST);
                cvtColor(sampled, sampled, COLOR_BGR2GRAY);
              });
      resize(sampled, small, cells, 0, 0, INTER_AREA);
      small.data().get(levels);
    }
    return new GreyPicture(across, levels);
  }

  /** Cells in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return levels.length / width;
  }

  /** Grey of a cell, 0 to 255; cells are numbered row by row. */
  public int level(int cell) {
    return levels[cell] & 0xff;
  }
}
