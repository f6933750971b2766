package io.headcount.edge.status;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.headcount.edge.capture.Frame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Makes small pictures for the live view, at most {@value #MAX_WIDTH} pixels wide. Thread-safe; the
 * frame stays the caller's and is not changed.
 */
public final class JpegEncoder {
  static final int MAX_WIDTH = 960;
  private static final int QUALITY = 80;

  public Jpeg encode(Frame frame) {
    Mat pixels = frame.pixels();
    if (frame.width() <= MAX_WIDTH) {
      return compress(pixels);
    }
    int height = Math.max(1, Math.round(frame.height() * (float) MAX_WIDTH / frame.width()));
    try (Mat small = new Mat();
        Size size = new Size(MAX_WIDTH, height)) {
      resize(pixels, small, size, 0, 0, INTER_AREA);
      return compress(small);
    }
  }

  static Jpeg compress(Mat pixels) {
    try (BytePointer out = new BytePointer();
        IntPointer options = new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY)) {
      if (!imencode(".jpg", pixels, out, options)) {
        throw new IllegalStateException(
            "a %d x %d picture cannot be written as JPEG".formatted(pixels.cols(), pixels.rows()));
      }
      byte[] bytes = new byte[Math.toIntExact(out.limit())];
      out.get(bytes);
      return new Jpeg(bytes);
    }
  }
}
