package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import io.headcount.edge.capture.CaptureException.Reason;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * From compressed pictures to pixels. Confined to the capture thread. It decodes on one thread, so
 * that the same data gives the same pictures, and no picture is held back for a second thread.
 */
final class Decoder implements AutoCloseable {
  private final AVCodecContext context;
  private final String codec;
  private final Optional<DecodingDevice> device;

  /** What the device decoded, in its own memory. */
  private final AVFrame there = av_frame_alloc();

  private final AVFrame picture = av_frame_alloc();

  private final String why;
  private boolean usesDevice;
  private long lost;

  private Decoder(AVCodecContext context, String codec, ChosenDecoding<DecodingDevice> chosen) {
    this.context = context;
    this.codec = codec;
    this.device = chosen.device();
    this.why = chosen.why();
  }

  /**
   * A decoder for such a stream.
   *
   * @throws CaptureException when there is none
   */
  static Decoder open(VideoSource source, AVCodecParameters parameters, Decoding decoding) {
    AVCodec codec = avcodec_find_decoder(parameters.codec_id());
    if (codec == null || codec.isNull()) {
      throw Fault.unsupported(source);
    }
    ChosenDecoding<DecodingDevice> chosen = chosen(source, codec, decoding);
    AVCodecContext context = avcodec_alloc_context3(codec);
    context.thread_count(1);
    chosen.device().ifPresent(device -> device.attachTo(context));
    if (avcodec_parameters_to_context(context, parameters) < 0
        || avcodec_open2(context, codec, (AVDictionary) null) < 0) {
      avcodec_free_context(context);
      chosen.device().ifPresent(DecodingDevice::close);
      throw Fault.unsupported(source);
    }
    return new Decoder(context, codec.name().getString(), chosen);
  }

  private static ChosenDecoding<DecodingDevice> chosen(
      VideoSource source, AVCodec codec, Decoding decoding) {
    try {
      return ChosenDecoding.of(decoding, kind -> DecodingDevice.open(kind, codec));
    } catch (DecodingDevice.Unusable e) {
      throw new CaptureException(Reason.UNSUPPORTED, source + ": " + e.getMessage(), e);
    }
  }

  /** Who decoded the picture that was received last, and why not another. */
  String decodedBy() {
    String reason =
        device.map(unused -> unused.kind() + " does not decode this kind of " + codec).orElse(why);
    return usesDevice
        ? device.map(used -> used.kind().toString()).orElse("")
        : "the processor" + (reason.isEmpty() ? "" : ", because " + reason);
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
    if (device.isEmpty()) {
      return avcodec_receive_frame(context, picture) >= 0;
    }
    while (avcodec_receive_frame(context, there) >= 0) {
      usesDevice = there.hw_frames_ctx() != null && !there.hw_frames_ctx().isNull();
      if (fetch()) {
        return true;
      }
      lost++;
    }
    return false;
  }

  /** Brings what was decoded into the memory of the processor. */
  private boolean fetch() {
    av_frame_unref(picture);
    if (!usesDevice) {
      av_frame_move_ref(picture, there);
      return true;
    }
    boolean fetched =
        av_hwframe_transfer_data(picture, there, 0) >= 0
            && av_frame_copy_props(picture, there) >= 0;
    av_frame_unref(there);
    return fetched;
  }

  /** Pictures that a device decoded and did not give. */
  long lost() {
    return lost;
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

  /** The received picture, owned by the caller. */
  Picture take() {
    return Picture.of(picture);
  }

  @Override
  public void close() {
    av_frame_free(picture);
    av_frame_free(there);
    avcodec_free_context(context);
    device.ifPresent(DecodingDevice::close);
  }
}
