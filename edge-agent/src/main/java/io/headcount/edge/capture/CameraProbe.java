package io.headcount.edge.capture;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens a source once and says what it gives. Confined to the calling thread. */
public final class CameraProbe {
  private static final Duration WATCH = Duration.ofSeconds(2);

  private final VideoSources sources;
  private final Ticker ticker;

  public CameraProbe(VideoSources sources, Ticker ticker) {
    this.sources = sources;
    this.ticker = ticker;
  }

  /**
   * What was seen. Immutable.
   *
   * @param info size, nominal rate and codec
   * @param firstFrame from the start of opening to the first frame
   * @param quality of the last frame; empty when none came
   * @param frames received while watching
   * @param watched how long it was watched, two seconds or to the end of the file
   * @param decodeErrors pictures that could not be decoded, or only with faults
   */
  public record Report(
      StreamInfo info,
      Duration firstFrame,
      Optional<PictureQuality> quality,
      long frames,
      Duration watched,
      long decodeErrors) {}

  /**
   * Opens the source and watches it for two seconds.
   *
   * @throws CaptureException that says why it gives no picture
   */
  public Report probe(VideoSource source, CaptureOptions options) {
    return probe(source, options, _ -> {});
  }

  /**
   * The same, and shows somebody the first picture and the last; they stay the probe's.
   *
   * @throws CaptureException that says why it gives no picture
   */
  public Report probe(VideoSource source, CaptureOptions options, Consumer<Frame> picture) {
    long start = ticker.nanos();
    try (FrameSource frames = sources.open(source, options)) {
      long opened = ticker.nanos();
      long count = 0;
      Optional<PictureQuality> quality = Optional.empty();
      Optional<Frame> next = frames.next();
      while (next.isPresent()) {
        count++;
        boolean last = ticker.nanos() - opened >= WATCH.toNanos();
        try (Frame frame = next.get()) {
          // the newest picture counts: many cameras begin dark
          if (last || count == 1 || source.finite()) {
            quality = Optional.of(PictureQuality.of(frame));
          }
          if (last || count == 1) {
            picture.accept(frame);
          }
        }
        if (last) {
          break;
        }
        next = frames.next();
      }
      return new Report(
          frames.info(),
          Duration.ofNanos(opened - start),
          quality,
          count,
          Duration.ofNanos(ticker.nanos() - opened),
          frames.decodeErrors());
    }
  }
}
