package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.headcount.edge.capture.VideoSource.HttpMjpeg;
import io.headcount.edge.capture.VideoSource.UsbCamera;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The compressed pictures of a source, out of its container or protocol. Confined to the capture
 * thread.
 */
final class Demuxer implements AutoCloseable {
  /** Above this a rate is a clock that was taken for one. */
  private static final double HIGHEST_RATE = 240;

  static {
    // its own words would go to stderr, addresses with passwords among them
    av_log_set_level(AV_LOG_QUIET);
    avdevice_register_all();
  }

  private final Deadline deadline;
  private final AVFormatContext context;
  private final AVStream stream;
  private final AVPacket packet = av_packet_alloc();

  private Demuxer(Deadline deadline, AVFormatContext context, AVStream stream) {
    this.deadline = deadline;
    this.context = context;
    this.stream = stream;
  }

  /**
   * Connects and finds the video stream, until the deadline.
   *
   * @throws CaptureException that says why not
   */
  static Demuxer open(VideoSource source, Input input, Deadline deadline) {
    AVFormatContext context = avformat_alloc_context();
    deadline.attachTo(context);
    if (source instanceof UsbCamera) {
      // its driver waits without asking the deadline
      context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_NONBLOCK);
    }
    int code = open(context, input);
    if (code < 0) {
      // FFmpeg has freed the context; it may name a late answer a wrong one
      throw Fault.opening(source, deadline.over() ? AVERROR_EXIT : code);
    }
    try {
      return new Demuxer(deadline, context, findVideo(source, context));
    } catch (RuntimeException e) {
      avformat_close_input(context);
      throw e;
    }
  }

  private static int open(AVFormatContext context, Input input) {
    AVDictionary options = new AVDictionary(null);
    try {
      input.options().forEach((key, value) -> av_dict_set(options, key, value, 0));
      AVInputFormat format =
          input.format().map(name -> av_find_input_format(name)).orElse(new AVInputFormat(null));
      return avformat_open_input(context, input.url(), format, options);
    } finally {
      av_dict_free(options);
    }
  }

  private static AVStream findVideo(VideoSource source, AVFormatContext context) {
    String format = context.iformat().name().getString();
    if (format.equals("tty")) {
      throw Fault.notAVideo(source); // FFmpeg would draw the text
    }
    // pictures alone say all there is to know, and further ones may be long in coming
    boolean known = source instanceof HttpMjpeg;
    int code = known ? 0 : avformat_find_stream_info(context, (PointerPointer<?>) null);
    if (code < 0) {
      throw Fault.opening(source, code);
    }
    int best = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (best < 0) {
      throw Fault.noVideo(source);
    }
    return context.streams(best);
  }

  AVCodecParameters parameters() {
    return stream.codecpar();
  }

  /** Frames a second as the source says it, 0 when it does not. */
  double rate() {
    AVRational rate = av_guess_frame_rate(context, stream, null);
    if (rate.num() <= 0 || rate.den() <= 0) {
      return 0;
    }
    double perSecond = (double) rate.num() / rate.den();
    return perSecond > HIGHEST_RATE ? 0 : perSecond;
  }

  /**
   * Reads the next piece into {@link #packet}.
   *
   * @return 0, or FFmpeg's error code; {@code AVERROR_EXIT} when the deadline is over
   */
  int read() {
    av_packet_unref(packet);
    return av_read_frame(context, packet);
  }

  /** Goes to the whole picture at or before a time stamp of this stream; false when it cannot. */
  boolean seek(long stamp) {
    return av_seek_frame(context, stream.index(), stamp, AVSEEK_FLAG_BACKWARD) >= 0;
  }

  boolean packetIsVideo() {
    return packet.stream_index() == stream.index();
  }

  /** Its data is cut short. */
  boolean packetIsCut() {
    return (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
  }

  AVPacket packet() {
    return packet;
  }

  /** Media time at which the packet's picture is over, counted from the stream's start. */
  Duration packetEnd() {
    long start = packet.pts() != AV_NOPTS_VALUE ? packet.pts() : packet.dts();
    return start == AV_NOPTS_VALUE ? Duration.ZERO : mediaTime(start + packet.duration());
  }

  /** Media time of a time stamp of this stream, counted from the stream's start. */
  Duration mediaTime(long stamp) {
    long start = stream.start_time() == AV_NOPTS_VALUE ? 0 : stream.start_time();
    return seconds(stamp - start);
  }

  /** How long the container says the video is; zero when it does not. */
  Duration promised() {
    boolean guessed = context.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE;
    return guessed || stream.duration() <= 0 ? Duration.ZERO : seconds(stream.duration());
  }

  private Duration seconds(long stamp) {
    AVRational base = stream.time_base();
    long units = stamp * base.num();
    long whole = Math.floorDiv(units, base.den());
    long rest = Math.floorMod(units, (long) base.den());
    return Duration.ofSeconds(whole, rest * 1_000_000_000L / base.den());
  }

  Deadline deadline() {
    return deadline;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avformat_close_input(context);
  }
}
