package io.headcount.edge.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A video file played as a camera would send it: each frame when it is due, stamped with wall time.
 * Confined to the capture thread. A reader that comes late gets the frame at once; one that comes
 * very late does not make the rest hurry.
 */
final class PacedFile implements FrameSource {
  private static final Duration TOO_LATE = Duration.ofSeconds(1);
  private static final Duration USUAL_PERIOD = Duration.ofMillis(40);

  private final VideoSource source;
  private final Supplier<FrameSource> opener;
  private final boolean again;
  private final InstantSource clock;
  private final Ticker ticker;
  private FrameSource file;

  /** Ticker time that belongs to media time zero. */
  private long start;

  private Instant last = Instant.EPOCH;
  private long index;
  private long earlierErrors;

  PacedFile(
      VideoSource source,
      Supplier<FrameSource> opener,
      boolean again,
      InstantSource clock,
      Ticker ticker) {
    this.source = source;
    this.opener = opener;
    this.again = again;
    this.clock = clock;
    this.ticker = ticker;
    this.file = opener.get();
    this.start = ticker.nanos();
  }

  @Override
  public Optional<Frame> next() {
    Optional<Frame> frame = file.next();
    if (frame.isEmpty() && again) {
      rewind();
      frame = file.next();
    }
    return frame.map(this::whenDue);
  }

  private void rewind() {
    earlierErrors += file.decodeErrors();
    file.close();
    file = opener.get();
    start += Duration.between(Instant.EPOCH, last).plus(period()).toNanos();
  }

  private Duration period() {
    double rate = file.info().framesPerSecond();
    return rate > 0 ? Duration.ofNanos(Math.round(1e9 / rate)) : USUAL_PERIOD;
  }

  private Frame whenDue(Frame frame) {
    last = frame.at();
    long due = start + Duration.between(Instant.EPOCH, last).toNanos();
    long wait = due - ticker.nanos();
    if (wait > 0) {
      pause(frame, wait);
    } else if (-wait > TOO_LATE.toNanos()) {
      start -= wait;
    }
    index++;
    return frame.as(clock.instant(), index);
  }

  private void pause(Frame frame, long nanos) {
    try {
      ticker.pause(nanos);
    } catch (InterruptedException e) {
      frame.close();
      Thread.currentThread().interrupt();
      throw Fault.cancelled(source);
    }
  }

  @Override
  public StreamInfo info() {
    return file.info();
  }

  @Override
  public long decodeErrors() {
    return earlierErrors + file.decodeErrors();
  }

  @Override
  public void close() {
    file.close();
  }
}
