package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * From compressed pictures to BGR pixels. Confined to the capture thread. It decodes on one thread,
 * so that the same data gives the same pictures, and no picture is held back for a second thread.
 */
final class Decoder implements AutoCloseable {
  /** Rows are scaled in blocks of pixels; into rows of such a width nothing is written past. */
  private static final int BLOCK = 32;

  private final AVCodecContext context;
  private final String codec;
  private final AVFrame picture = av_frame_alloc();
  private final PointerPointer<?> target = new PointerPointer<>(4);
  private final IntPointer targetStep = new IntPointer(4);
  private SwsContext scaler = new SwsContext(null);

  private Decoder(AVCodecContext context, String codec) {
    this.context = context;
    this.codec = codec;
  }

  /**
   * A decoder for such a stream.
   *
   * @throws CaptureException when there is none
   */
  static Decoder open(VideoSource source, AVCodecParameters parameters) {
    AVCodec codec = avcodec_find_decoder(parameters.codec_id());
    if (codec == null || codec.isNull()) {
      throw Fault.unsupported(source);
    }
    AVCodecContext context = avcodec_alloc_context3(codec);
    context.thread_count(1);
    if (avcodec_parameters_to_context(context, parameters) < 0
        || avcodec_open2(context, codec, (AVDictionary) null) < 0) {
      avcodec_free_context(context);
      throw Fault.unsupported(source);
    }
    return new Decoder(context, codec.name().getString());
  }

  /** The decoder's short name. */
  String codec() {
    return codec;
  }

  /** Hands in data; false when it cannot be decoded. */
  boolean send(AVPacket packet) {
    return avcodec_send_packet(context, packet) >= 0;
  }

  /** Says that no more data comes; the pictures held back come out. */
  void finish() {
    avcodec_send_packet(context, new AVPacket(null));
  }

  /** Forgets what it was handed, to go on elsewhere in the stream. */
  void flush() {
    avcodec_flush_buffers(context);
  }

  /** Takes the next picture, if there is one by now. */
  boolean receive() {
    return avcodec_receive_frame(context, picture) >= 0;
  }

  /** The received picture has faults that were covered up. */
  boolean isFaulty() {
    return picture.decode_error_flags() != 0
        || (picture.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
  }

  /** The received picture stands on its own: decoding can begin at it. */
  boolean isWhole() {
    return (picture.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0;
  }

  /** Time stamp of the received picture, or {@code AV_NOPTS_VALUE}. */
  long stamp() {
    return picture.best_effort_timestamp();
  }

  /** The received picture in its own size, owned by the caller. */
  Mat pixels() {
    int width = picture.width();
    int height = picture.height();
    // the scaler is replaced only when size or format change
    scaler =
        sws_getCachedContext(
            scaler,
            width,
            height,
            picture.format(),
            width,
            height,
            AV_PIX_FMT_BGR24,
            SWS_BICUBIC,
            null,
            null,
            (DoublePointer) null);
    int roomy = (width + BLOCK - 1) / BLOCK * BLOCK;
    Mat pixels = new Mat(height, roomy, CV_8UC3);
    target.put(0, pixels.data());
    targetStep.put(0, roomy * 3);
    sws_scale(scaler, picture.data(), picture.linesize(), 0, height, target, targetStep);
    if (roomy == width) {
      return pixels;
    }
    try (pixels;
        Mat part = pixels.colRange(0, width)) {
      return part.clone();
    }
  }

  @Override
  public void close() {
    sws_freeContext(scaler);
    av_frame_free(picture);
    avcodec_free_context(context);
    target.close();
    targetStep.close();
  }
}
