package io.headcount.edge.capture;

import java.time.Duration;

/**
 * How a source is opened and read. Immutable.
 *
 * @param connectTimeout longest wait until the source is open; raise it for cameras behind slow
 *     links
 * @param stallTime longest wait for a frame; a source without one for so long is taken for dead
 * @param playback for files
 * @param decoding what decodes
 */
public record CaptureOptions(
    Duration connectTimeout, Duration stallTime, Playback playback, Decoding decoding) {
  /** Five seconds to connect, five without a frame, files as fast as they go, by the processor. */
  public static final CaptureOptions DEFAULT =
      new CaptureOptions(
          Duration.ofSeconds(5), Duration.ofSeconds(5), Playback.FAST, Decoding.PROCESSOR);

  public CaptureOptions {
    if (!connectTimeout.isPositive() || !stallTime.isPositive()) {
      throw new IllegalArgumentException("connect timeout and stall time must be positive");
    }
  }

  public CaptureOptions with(Playback other) {
    return new CaptureOptions(connectTimeout, stallTime, other, decoding);
  }

  public CaptureOptions with(Decoding other) {
    return new CaptureOptions(connectTimeout, stallTime, playback, other);
  }
}
