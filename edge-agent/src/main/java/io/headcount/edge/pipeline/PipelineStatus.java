package io.headcount.edge.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was done with the frames of one camera. Immutable.
 *
 * @param processed frames that the detector looked at
 * @param repeated frames observed without a look, because nothing had moved since the last
 * @param skipped frames left out because the last observation was recent enough
 * @param lost looks that were wanted, and for which there was no time
 * @param replaced frames that waited for a turn until a newer one came
 * @param failed frames the detector could not work on
 * @param framesPerSecond processed, over the last seconds
 * @param wantedPerSecond looks that were wanted, over the last minute
 * @param gotPerSecond of them, those that could be had
 * @param detection mean over the last frames, 95th percentile over them; empty before the first
 * @param width of the newest picture, pixels; 0 before the first
 * @param height of the newest picture, pixels; 0 before the first
 * @param size how large the picture is shown to the network
 * @param lastFrame when the newest frame was done; empty before the first
 * @param people confirmed tracks seen in it
 * @param lastError why a frame could not be worked on; stays
 */
public record PipelineStatus(
    long processed,
    long repeated,
    long skipped,
    long lost,
    long replaced,
    long failed,
    double framesPerSecond,
    double wantedPerSecond,
    double gotPerSecond,
    Optional<DetectionTime> detection,
    int width,
    int height,
    InputSize.Status size,
    Optional<Instant> lastFrame,
    int people,
    Optional<String> lastError) {

  /** Part of the looks wanted in the last minute for which there was no time, 0..1. */
  public double lostShare() {
    return wantedPerSecond > 0 ? 1 - gotPerSecond / wantedPerSecond : 0;
  }

  /** How long detection took. */
  public record DetectionTime(Duration mean, Duration p95) {}
}
