package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Shows parts of frames in another size. Confined to one thread at a time; its memory is used again
 * for each picture.
 *
 * <p>Where much of the picture is left out, so that each pixel has to be the mean of many, what the
 * decoder gave is scaled and made BGR in one step, a sixth of the work of doing one after the
 * other. Else it is made BGR first, as {@link Frame#pixels} is, but without new memory: scaling the
 * colours apart is little faster, and the network finds some people less.
 */
public final class FrameScaler implements AutoCloseable {
  /** Cameras of different sizes and parts of pictures may take turns. */
  private static final int MOST_CONVERTERS = 16;

  private final AVFrame part = av_frame_alloc();

  /** Least used first; never more than {@link #MOST_CONVERTERS}. */
  private final LinkedHashMap<Shapes, SwsContext> converters = new LinkedHashMap<>(16, 0.75f, true);

  private BgrRoom whole = new BgrRoom(1, 1);
  private BgrRoom twice = new BgrRoom(1, 1);
  private Mat scaled = new Mat();

  /** What a converter is made for: a size and pixel format of FFmpeg, and the size of the BGR. */
  private record Shapes(int width, int height, int format, int toWidth, int toHeight) {
    SwsContext converter() {
      boolean scales = toWidth != width || toHeight != height;
      return BgrRoom.converter(
          width, height, format, toWidth, toHeight, scales ? SWS_AREA : Picture.ONLY_COLOURS);
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
    if (scaled.cols() != width || scaled.rows() != height) {
      scaled.close();
      scaled = new Mat(height, width, CV_8UC3);
    }
    // each pixel of the result must have seen all of the picture: beyond 2:1 linear skips some
    boolean skips = area.width() > 2 * width;
    Optional<AVFrame> decoded = skips ? frame.picture().decoded() : Optional.empty();
    if (decoded.isPresent()) {
      scale(inOneStep(decoded.get(), area, 2 * width, 2 * height), INTER_AREA);
    } else {
      try (Mat seen = new Mat(whole(frame.picture()), area)) {
        scale(seen, skips ? INTER_AREA : INTER_LINEAR);
      }
    }
    return scaled;
  }

  private void scale(Mat from, int how) {
    try (Size size = scaled.size()) {
      resize(from, scaled, size, 0, 0, how);
    }
  }

  /** All of a picture in BGR; valid until the next call. */
  private Mat whole(Picture picture) {
    Optional<AVFrame> decoded = picture.decoded();
    if (decoded.isEmpty() || picture.isBgr()) {
      return picture.bgr();
    }
    whole = fitting(whole, picture.width(), picture.height());
    convert(decoded.get(), whole);
    return whole.pixels();
  }

  private Mat inOneStep(AVFrame decoded, Rect area, int width, int height) {
    twice = fitting(twice, width, height);
    if (av_frame_ref(part, decoded) < 0) {
      throw new OutOfMemoryError("no memory for a picture");
    }
    try {
      part.crop_left(area.x());
      part.crop_top(area.y());
      part.crop_right((long) decoded.width() - area.x() - area.width());
      part.crop_bottom((long) decoded.height() - area.y() - area.height());
      av_frame_apply_cropping(part, AV_FRAME_CROP_UNALIGNED);
      convert(part, twice);
    } finally {
      av_frame_unref(part);
    }
    return twice.pixels();
  }

  private static BgrRoom fitting(BgrRoom room, int width, int height) {
    if (room.is(width, height)) {
      return room;
    }
    room.close();
    return new BgrRoom(width, height);
  }

  private void convert(AVFrame from, BgrRoom to) {
    Shapes shapes =
        new Shapes(
            from.width(), from.height(), from.format(), to.pixels().cols(), to.pixels().rows());
    SwsContext converter = converters.computeIfAbsent(shapes, Shapes::converter);
    if (converters.size() > MOST_CONVERTERS) {
      sws_freeContext(converters.pollFirstEntry().getValue());
    }
    to.fill(converter, from);
  }

  @Override
  public void close() {
    converters.values().forEach(swscale::sws_freeContext);
    av_frame_free(part);
    scaled.close();
    twice.close();
    whole.close();
  }
}
