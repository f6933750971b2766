package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.headcount.edge.capture.CaptureException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Reads one source through FFmpeg, with a deadline on everything. Confined to the capture thread.
 * Opening reads the first frame already, so an open source is one that gives pictures.
 */
final class StreamReader implements FrameSource {
  /** Between two looks at a device that has no picture yet. */
  private static final long POLL_NANOS = 2_000_000;

  /** A video that ends this much before its promised length is cut off. */
  private static final Duration CUT_TOLERANCE = Duration.ofMillis(500);

  /** When a file says neither rate nor time. */
  private static final Duration USUAL_PERIOD = Duration.ofMillis(40);

  private final VideoSource source;
  private final CaptureOptions options;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Demuxer demuxer;
  private final Decoder decoder;
  private final Duration period;
  private final StreamInfo info;
  private Optional<Frame> first;
  private long index;
  private long decodeErrors;
  private Duration mediaTime = Duration.ZERO;
  private Duration mediaEnd = Duration.ZERO;
  private boolean cut;
  private boolean finished;

  private StreamReader(
      VideoSource source,
      CaptureOptions options,
      InstantSource clock,
      Ticker ticker,
      Demuxer demuxer,
      Decoder decoder) {
    this.source = source;
    this.options = options;
    this.clock = clock;
    this.ticker = ticker;
    this.demuxer = demuxer;
    this.decoder = decoder;
    double rate = demuxer.rate();
    this.period = rate > 0 ? Duration.ofNanos(Math.round(1e9 / rate)) : USUAL_PERIOD;
    this.first = read();
    Frame frame = first.orElseThrow(() -> Fault.noVideo(source));
    this.info = new StreamInfo(frame.width(), frame.height(), rate, decoder.codec());
  }

  static StreamReader open(
      VideoSource source, CaptureOptions options, InstantSource clock, Ticker ticker) {
    Deadline deadline = new Deadline();
    Demuxer demuxer = null;
    Decoder decoder = null;
    try {
      deadline.in(options.connectTimeout());
      demuxer = Demuxer.open(source, Input.of(source, options), deadline);
      decoder = Decoder.open(source, demuxer.parameters(), options.decoding());
      return new StreamReader(source, options, clock, ticker, demuxer, decoder);
    } catch (RuntimeException e) {
      if (decoder != null) {
        decoder.close();
      }
      if (demuxer != null) {
        demuxer.close();
      }
      deadline.close();
      throw e;
    }
  }

  @Override
  public StreamInfo info() {
    return info;
  }

  @Override
  public long decodeErrors() {
    return decodeErrors + decoder.lost();
  }

  @Override
  public Optional<Frame> next() {
    if (first.isPresent()) {
      Optional<Frame> frame = first;
      first = Optional.empty();
      return frame;
    }
    return read();
  }

  private Optional<Frame> read() {
    demuxer.deadline().in(options.stallTime());
    boolean sawData = false;
    while (true) {
      if (decoder.receive()) {
        return Optional.of(frame());
      }
      if (finished) {
        return end();
      }
      checkTime(sawData);
      sawData |= feed();
    }
  }

  /** Time stamp of the frame that came last, or {@code AV_NOPTS_VALUE}. */
  long stamp() {
    return decoder.stamp();
  }

  /** Who decodes, in words. */
  String decodedBy() {
    return decoder.decodedBy();
  }

  /** Whether decoding can begin at the frame that came last. */
  boolean isWhole() {
    return decoder.isWhole();
  }

  /**
   * Goes on from the whole picture at or before a time stamp. The numbers of the frames that follow
   * mean nothing.
   *
   * @return false when the file cannot be searched; then close it
   */
  boolean seek(long stamp) {
    first.ifPresent(Frame::close);
    first = Optional.empty();
    if (!demuxer.seek(stamp)) {
      return false;
    }
    decoder.flush();
    finished = false;
    cut = false;
    mediaTime = Duration.ofNanos(-1);
    return true;
  }

  private void checkTime(boolean sawData) {
    if (Thread.currentThread().isInterrupted()) {
      throw Fault.cancelled(source);
    }
    if (demuxer.deadline().over()) {
      throw sawData ? Fault.undecodable(source, index) : Fault.stalled(source);
    }
  }

  /** Moves one piece of data on to the decoder; true when there was one. */
  private boolean feed() {
    int code = demuxer.read();
    if (code == Fault.EAGAIN) {
      pause();
      return false;
    }
    if (code == AVERROR_INVALIDDATA) {
      decodeErrors++;
      return true;
    }
    if (code == AVERROR_EOF && source.finite()) {
      decoder.finish();
      finished = true;
      return false;
    }
    if (code < 0) {
      throw index == 0 ? Fault.opening(source, code) : Fault.reading(source, code);
    }
    if (!demuxer.packetIsVideo()) {
      return false;
    }
    decode();
    return true;
  }

  private void decode() {
    cut = demuxer.packetIsCut();
    if (cut) {
      decodeErrors++;
      return;
    }
    Duration end = demuxer.packetEnd();
    mediaEnd = end.compareTo(mediaEnd) > 0 ? end : mediaEnd;
    if (!decoder.send(demuxer.packet())) {
      decodeErrors++;
    }
  }

  private void pause() {
    try {
      ticker.pause(POLL_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Frame frame() {
    if (decoder.isFaulty()) {
      decodeErrors++;
    }
    Instant at = source.finite() ? Instant.EPOCH.plus(nextMediaTime()) : clock.instant();
    Picture picture = decoder.take();
    index++;
    return new Frame(picture, at, index);
  }

  /** Media time of the received picture; later than the one before, whatever the file says. */
  private Duration nextMediaTime() {
    long stamp = decoder.stamp();
    Duration said = stamp == AV_NOPTS_VALUE ? Duration.ZERO : demuxer.mediaTime(stamp);
    boolean usable = index == 0 || said.compareTo(mediaTime) > 0;
    mediaTime = usable ? said : mediaTime.plus(period);
    return mediaTime;
  }

  private Optional<Frame> end() {
    boolean early = demuxer.promised().minus(mediaEnd).compareTo(CUT_TOLERANCE) > 0;
    if (!cut && !early) {
      return Optional.empty();
    }
    throw new CaptureException(
        Reason.BROKEN,
        source
            + ": is cut off at "
            + inWords(mediaEnd)
            + (early ? " of " + inWords(demuxer.promised()) : "")
            + " after "
            + index
            + " frames: copy the file again");
  }

  /** Hours, minutes and seconds as players show them. */
  private static String inWords(Duration time) {
    return "%d:%02d:%02d.%d"
        .formatted(
            time.toHours(), time.toMinutesPart(), time.toSecondsPart(), time.toMillisPart() / 100);
  }

  @Override
  public void close() {
    first.ifPresent(Frame::close);
    first = Optional.empty();
    decoder.close();
    demuxer.close();
    demuxer.deadline().close();
  }
}
