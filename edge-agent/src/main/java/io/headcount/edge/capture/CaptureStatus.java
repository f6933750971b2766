package io.headcount.edge.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a camera is doing, at one moment. Immutable.
 *
 * @param state what its loop does now
 * @param since when pictures began to come, or ceased to; failing to open it again changes nothing
 * @param framesPerSecond received over the last five seconds
 * @param received frames since the loop began
 * @param dropped of them, those nobody had time to look at
 * @param decodeErrors pictures that could not be decoded, or only with faults
 * @param reconnects how often it was opened again after a failure
 * @param lastFrame time of the newest frame
 * @param lastError why it last failed, without secrets; stays after recovery
 * @param lost time without picture in all, the running outage and first connecting included
 */
public record CaptureStatus(
    State state,
    Instant since,
    double framesPerSecond,
    long received,
    long dropped,
    long decodeErrors,
    long reconnects,
    Optional<Instant> lastFrame,
    Optional<String> lastError,
    Duration lost) {

  /** What a capture loop can be doing. */
  public enum State {
    /** Opening the source. */
    CONNECTING,
    /** Frames come. */
    STREAMING,
    /** Frames stopped coming; it waits to open the source again. */
    STALLED,
    /** The source failed otherwise; it waits to open it again. */
    BACKING_OFF,
    /** A file is over, or the loop was closed. */
    ENDED;

    /** Whether there should be pictures, and are none. */
    boolean lacksPicture() {
      return switch (this) {
        case CONNECTING, STALLED, BACKING_OFF -> true;
        case STREAMING, ENDED -> false;
      };
    }
  }
}
