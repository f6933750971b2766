package io.headcount.edge.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Pictures with nothing on them, without end, for measurements where there is no video. Confined to
 * the thread that reads it.
 */
public final class BlankFrames implements FrameSource {
  private static final double GREY = 128;

  private final StreamInfo info;
  private final Duration period;
  private long index;

  /**
   * @param framesPerSecond how far apart their times are; they come as fast as they are taken
   */
  public BlankFrames(int width, int height, double framesPerSecond) {
    this.info = new StreamInfo(width, height, framesPerSecond, "none");
    this.period = Duration.ofNanos(Math.round(1e9 / framesPerSecond));
  }

  @Override
  public Optional<Frame> next() {
    Instant at = Instant.EPOCH.plus(period.multipliedBy(index));
    index++;
    try (Scalar grey = new Scalar(GREY, GREY, GREY, 0)) {
      Mat pixels = new Mat(info.height(), info.width(), opencv_core.CV_8UC3, grey);
      return Optional.of(new Frame(pixels, at, index));
    }
  }

  @Override
  public StreamInfo info() {
    return info;
  }

  @Override
  public void close() {
    // holds nothing
  }
}
