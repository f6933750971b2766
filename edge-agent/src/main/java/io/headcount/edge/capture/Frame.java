package io.headcount.edge.capture;

import java.time.Instant;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One picture in native memory, 8-bit BGR. Confined to whoever holds it; closing frees the memory,
 * so a frame has exactly one holder at a time. Never leaves capture, detect, pipeline and live
 * view.
 */
public final class Frame implements AutoCloseable {
  private final Mat pixels;
  private final Instant at;
  private final long index;

  /**
   * Takes over the memory of {@code pixels}.
   *
   * @param pixels height x width, 3 channels, blue first
   * @param at capture time; for a file read as fast as it goes, the epoch plus media time
   * @param index number of the frame in its source, the first is 1
   */
  public Frame(Mat pixels, Instant at, long index) {
    this.pixels = pixels;
    this.at = at;
    this.index = index;
  }

  /** The pixels themselves, not a copy; valid until {@link #close}. */
  public Mat pixels() {
    return pixels;
  }

  public Instant at() {
    return at;
  }

  public long index() {
    return index;
  }

  public int width() {
    return pixels.cols();
  }

  public int height() {
    return pixels.rows();
  }

  @Override
  public void close() {
    pixels.close();
  }
}
