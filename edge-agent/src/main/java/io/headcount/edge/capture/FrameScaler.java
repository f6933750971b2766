package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Shows parts of frames in another size. Confined to one thread at a time; its memory is used again
 * for each picture.
 *
 * <p>Where much of the picture is left out, so that each pixel has to be the mean of many, what the
 * decoder gave is scaled and made BGR in one step, a sixth of the work of doing one after the
 * other. Else it is made BGR first: scaling the colours apart is little faster, and the network
 * finds some people less.
 */
public final class FrameScaler implements AutoCloseable {
  /** Rows are written in blocks of pixels; into rows of such a width nothing is written past. */
  private static final int BLOCK = 32;

  /** Cameras of different sizes and parts of pictures may take turns. */
  private static final int MOST_CONVERTERS = 16;

  private final AVFrame part = av_frame_alloc();
  private final PointerPointer<?> target = new PointerPointer<>(4);
  private final IntPointer targetStep = new IntPointer(4);

  /** Least used first; never more than {@link #MOST_CONVERTERS}. */
  private final LinkedHashMap<Shapes, SwsContext> converters = new LinkedHashMap<>(16, 0.75f, true);

  private Mat room = new Mat();
  private Mat twice = new Mat();
  private Mat scaled = new Mat();

  /** What a converter is made for: a size and pixel format of FFmpeg, and the size of the BGR. */
  private record Shapes(int width, int height, int format, int toWidth, int toHeight) {
    SwsContext converter() {
      return sws_getContext(
          width,
          height,
          format,
          toWidth,
          toHeight,
          AV_PIX_FMT_BGR24,
          SWS_AREA,
          null,
          null,
          (DoublePointer) null);
    }
  }

  /**
   * Part of a frame in another size.
   *
   * @param area in pixels of the frame, inside it
   * @param width of the result in pixels
   * @param height of the result in pixels
   * @return 8-bit BGR; valid until the next call
   */
  public Mat bgr(Frame frame, Rect area, int width, int height) {
    makeRoom(width, height);
    // each pixel of the result must have seen all of the picture: beyond 2:1 linear skips some
    boolean skips = area.width() > 2 * width;
    Optional<AVFrame> decoded = skips ? frame.picture().decoded() : Optional.empty();
    if (decoded.isPresent()) {
      scaleInOneStep(decoded.get(), area);
      scale(twice, INTER_AREA);
    } else {
      try (Mat seen = new Mat(frame.pixels(), area)) {
        scale(seen, skips ? INTER_AREA : INTER_LINEAR);
      }
    }
    return scaled;
  }

  private void makeRoom(int width, int height) {
    if (scaled.cols() == width && scaled.rows() == height) {
      return;
    }
    closeRoom();
    int roomy = (2 * width + BLOCK - 1) / BLOCK * BLOCK;
    room = new Mat(2 * height, roomy, CV_8UC3);
    twice = room.colRange(0, 2 * width);
    scaled = new Mat(height, width, CV_8UC3);
    target.put(0, room.data());
    targetStep.put(0, roomy * 3);
  }

  private void scale(Mat from, int how) {
    try (Size size = scaled.size()) {
      resize(from, scaled, size, 0, 0, how);
    }
  }

  private void scaleInOneStep(AVFrame decoded, Rect area) {
    if (av_frame_ref(part, decoded) < 0) {
      throw new OutOfMemoryError("no memory for a picture");
    }
    try {
      part.crop_left(area.x());
      part.crop_top(area.y());
      part.crop_right((long) decoded.width() - area.x() - area.width());
      part.crop_bottom((long) decoded.height() - area.y() - area.height());
      av_frame_apply_cropping(part, AV_FRAME_CROP_UNALIGNED);
      convert(part, twice.cols(), twice.rows());
    } finally {
      av_frame_unref(part);
    }
  }

  private void convert(AVFrame from, int width, int height) {
    Shapes shapes = new Shapes(from.width(), from.height(), from.format(), width, height);
    SwsContext converter = converters.computeIfAbsent(shapes, Shapes::converter);
    if (converters.size() > MOST_CONVERTERS) {
      sws_freeContext(converters.pollFirstEntry().getValue());
    }
    sws_scale(converter, from.data(), from.linesize(), 0, from.height(), target, targetStep);
  }

  @Override
  public void close() {
    converters.values().forEach(swscale::sws_freeContext);
    av_frame_free(part);
    target.close();
    targetStep.close();
    closeRoom();
  }

  private void closeRoom() {
    scaled.close();
    twice.close();
    room.close();
  }
}
