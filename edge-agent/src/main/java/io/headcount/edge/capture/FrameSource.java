package io.headcount.edge.capture;

import java.util.Optional;

/**
 * An opened stream of frames. Confined to the capture thread of its camera. Opening is the business
 * of whoever makes one; {@link #close} frees the decoder.
 */
public interface FrameSource extends AutoCloseable {
  /**
   * The next frame, owned by the caller; blocks until there is one, at most for the stall time.
   *
   * @return empty at the end of a file that does not loop; a live source never ends
   * @throws CaptureException when the source stalled, broke or cannot be decoded
   */
  Optional<Frame> next();

  /** Width and height in pixels, nominal rate and codec, as found on opening. */
  StreamInfo info();

  /** Pictures that could not be decoded, or only with faults, since it was opened. */
  default long decodeErrors() {
    return 0;
  }

  @Override
  void close();
}
