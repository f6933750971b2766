package io.headcount.edge.capture;

import io.headcount.edge.capture.CaptureStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a capture loop counts of itself. Thread-safe: the loop writes, anybody reads. */
final class CaptureMeter {
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);

  /** Arrivals in the window; at most so many, the oldest go first. */
  private static final int MAX_ARRIVALS = 2_048;

  private final InstantSource clock;
  private final Ticker ticker;
  private final ArrayDeque<Long> arrivals = new ArrayDeque<>();
  private State state = State.CONNECTING;
  private Instant since;
  private long streamingSince;
  private long withoutPictureSince;
  private long received;
  private long reconnects;
  private long earlierErrors;
  private long sourceErrors;
  private long lostNanos;
  private Optional<Instant> lastFrame = Optional.empty();
  private Optional<String> lastError = Optional.empty();

  CaptureMeter(InstantSource clock, Ticker ticker) {
    this.clock = clock;
    this.ticker = ticker;
    this.since = clock.instant();
    this.withoutPictureSince = ticker.nanos();
  }

  synchronized void connecting(boolean again) {
    enter(State.CONNECTING);
    if (again) {
      reconnects++;
    }
  }

  /**
   * A frame came.
   *
   * @return how long there was no picture before, zero while it streams
   */
  synchronized Duration received(Instant at, long decodeErrors) {
    long now = ticker.nanos();
    Duration outage = Duration.ZERO;
    if (state != State.STREAMING) {
      outage = Duration.ofNanos(now - withoutPictureSince);
      lostNanos += outage.toNanos();
      streamingSince = now;
      arrivals.clear();
      enter(State.STREAMING);
    }
    withoutPictureSince = now;
    received++;
    sourceErrors = decodeErrors;
    lastFrame = Optional.of(at);
    if (arrivals.size() == MAX_ARRIVALS) {
      arrivals.removeFirst();
    }
    arrivals.addLast(now);
    return outage;
  }

  /** A source was closed that had so many decode errors. */
  synchronized void closed(long decodeErrors) {
    earlierErrors += decodeErrors;
    sourceErrors = 0;
  }

  /**
   * The source failed.
   *
   * @return how long it had streamed until its last frame, zero when it never gave one
   */
  synchronized Duration failed(boolean stalled, String error) {
    Duration streamed =
        state == State.STREAMING
            ? Duration.ofNanos(withoutPictureSince - streamingSince)
            : Duration.ZERO;
    lastError = Optional.of(error);
    enter(stalled ? State.STALLED : State.BACKING_OFF);
    return streamed;
  }

  synchronized void ended() {
    enter(State.ENDED);
  }

  synchronized CaptureStatus status(long dropped) {
    long now = ticker.nanos();
    return new CaptureStatus(
        state,
        since,
        rate(now),
        received,
        dropped,
        earlierErrors + sourceErrors,
        reconnects,
        lastFrame,
        lastError,
        Duration.ofNanos(lostNanos + (state.lacksPicture() ? now - withoutPictureSince : 0)));
  }

  private double rate(long now) {
    while (!arrivals.isEmpty() && now - arrivals.getFirst() > WINDOW) {
      arrivals.removeFirst();
    }
    // a young stream is not measured against seconds in which it did not run
    long span = Math.min(WINDOW, now - streamingSince);
    return arrivals.size() < 2 || span <= 0 ? 0 : (arrivals.size() - 1) * 1e9 / span;
  }

  /** Trying again and failing again is one outage, not many. */
  private void enter(State next) {
    if (next != state && !(next.lacksPicture() && state.lacksPicture())) {
      since = clock.instant();
    }
    state = next;
  }
}
