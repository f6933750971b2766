package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Memory that what a decoder gave is written into as 8-bit BGR. Confined to whoever holds it.
 *
 * <p>Rows are written in blocks of pixels; into rows as wide as these nothing is written past.
 */
final class BgrRoom implements AutoCloseable {
  private static final int BLOCK = 32;

  private final Mat rows;
  private final Mat pixels;
  private final PointerPointer<?> target = new PointerPointer<>(4);
  private final IntPointer step = new IntPointer(4);

  BgrRoom(int width, int height) {
    int roomy = (width + BLOCK - 1) / BLOCK * BLOCK;
    rows = new Mat(height, roomy, CV_8UC3);
    pixels = rows.colRange(0, width);
    target.put(0, rows.data());
    step.put(0, roomy * 3);
  }

  /**
   * A converter to a size.
   *
   * @param how it scales, of FFmpeg's {@code SWS_} numbers; also said where only colours are made
   * @return to be freed by the caller
   */
  static SwsContext converter(
      int width, int height, int format, int toWidth, int toHeight, int how) {
    return sws_getContext(
        width,
        height,
        format,
        toWidth,
        toHeight,
        AV_PIX_FMT_BGR24,
        how,
        null,
        null,
        (DoublePointer) null);
  }

  /**
   * What was written last, not a copy; valid until {@link #close}. A row may be followed by what
   * does not belong to it.
   */
  Mat pixels() {
    return pixels;
  }

  /** The same without gaps, and to be closed by the caller: it outlives this. */
  Mat take() {
    return pixels.isContinuous() ? new Mat(pixels) : pixels.clone();
  }

  boolean is(int width, int height) {
    return pixels.cols() == width && pixels.rows() == height;
  }

  /** Writes a picture that the converter is made for. */
  void fill(SwsContext converter, AVFrame from) {
    sws_scale(converter, from.data(), from.linesize(), 0, from.height(), target, step);
  }

  @Override
  public void close() {
    pixels.close();
    rows.close();
    target.close();
    step.close();
  }
}
