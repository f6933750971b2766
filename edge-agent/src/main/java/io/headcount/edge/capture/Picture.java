package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * The pixels of a frame in native memory, as the decoder gave them or as 8-bit BGR. BGR is made of
 * what the decoder gave when somebody asks for it, and kept. Confined to whoever holds its frame.
 */
final class Picture implements AutoCloseable {
  /** How FFmpeg makes BGR of what it is not to scale: colours of fewer pixels are made more so. */
  static final int ONLY_COLOURS = SWS_BICUBIC;

  private final @Nullable AVFrame decoded;
  private final int width;
  private final int height;
  private @Nullable Mat bgr;
  private boolean closed;

  private Picture(@Nullable AVFrame decoded, @Nullable Mat bgr, int width, int height) {
    this.decoded = decoded;
    this.bgr = bgr;
    this.width = width;
    this.height = height;
  }

  /** Takes over the memory. */
  static Picture of(Mat bgr) {
    return new Picture(null, bgr, bgr.cols(), bgr.rows());
  }

  /** Shares the decoder's memory, which stays as it is for as long as the picture is open. */
  static Picture of(AVFrame decoded) {
    AVFrame shared = av_frame_clone(decoded);
    if (shared == null) {
      throw new OutOfMemoryError("no memory for a picture");
    }
    return new Picture(shared, null, shared.width(), shared.height());
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** What the decoder gave; empty when the picture is BGR from the beginning. */
  Optional<AVFrame> decoded() {
    if (closed) {
      throw new IllegalStateException("the frame is closed");
    }
    return Optional.ofNullable(decoded);
  }

  /**
   * The brightness of each pixel without a copy, closed by the caller before the picture; empty
   * when the decoder keeps it together with colour.
   */
  Optional<Luma> luma() {
    return decoded()
        .flatMap(
            source ->
                switch (source.format()) {
                  case AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV422P, AV_PIX_FMT_NV12 ->
                      Optional.of(Luma.of(source, Range.VIDEO));
                  case AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P ->
                      Optional.of(Luma.of(source, Range.FULL));
                  default -> Optional.empty();
                });
  }

  /** Brightness, 8-bit, and how it is written. */
  record Luma(Mat pixels, Range range) implements AutoCloseable {
    private static Luma of(AVFrame source, Range range) {
      return new Luma(
          new Mat(source.height(), source.width(), CV_8UC1, source.data(0), source.linesize(0)),
          range);
    }

    @Override
    public void close() {
      pixels.close();
    }
  }

  /** Which numbers mean black and white. */
  enum Range {
    /** 0 and 255. */
    FULL(1, 0),
    /** 16 and 235. */
    VIDEO(255 / 219.0, -16 * 255 / 219.0);

    private final double gain;
    private final double offset;

    Range(double gain, double offset) {
      this.gain = gain;
      this.offset = offset;
    }

    /** To be multiplied with. */
    double gain() {
      return gain;
    }

    /** To be added then, so that black is 0 and white 255. */
    double offset() {
      return offset;
    }
  }

  /** All of it in 8-bit BGR; not a copy, valid until {@link #close}. */
  Mat bgr() {
    Mat known = bgr;
    if (known == null) {
      known = converted(decoded().orElseThrow());
      bgr = known;
    }
    return known;
  }

  /** Whether {@link #bgr} has been made already. */
  boolean isBgr() {
    return bgr != null;
  }

  private static Mat converted(AVFrame source) {
    int width = source.width();
    int height = source.height();
    // made anew each time: whole pictures are asked for seldom, and threads cannot share one
    SwsContext converter =
        BgrRoom.converter(width, height, source.format(), width, height, ONLY_COLOURS);
    try (BgrRoom room = new BgrRoom(width, height)) {
      room.fill(converter, source);
      return room.take();
    } finally {
      sws_freeContext(converter);
    }
  }

  @Override
  public void close() {
    Mat known = bgr;
    if (known != null) {
      known.close();
    }
    AVFrame source = decoded;
    if (source != null && !closed) {
      av_frame_free(source);
    }
    closed = true;
  }
}
