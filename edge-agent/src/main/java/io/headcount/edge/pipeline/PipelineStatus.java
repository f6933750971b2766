package io.headcount.edge.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was done with the frames of one camera. Immutable.
 *
 * @param processed frames detected, tracked and handed to the journal
 * @param skipped frames left out to keep to the camera's rate
 * @param failed frames the detector could not work on
 * @param framesPerSecond processed, over the last seconds
 * @param detection mean over the last frames, 95th percentile over them; empty before the first
 * @param width of the newest picture, pixels; 0 before the first
 * @param height of the newest picture, pixels; 0 before the first
 * @param lastFrame when the newest frame was done; empty before the first
 * @param people confirmed tracks seen in it
 * @param lastError why a frame could not be worked on; stays
 */
public record PipelineStatus(
    long processed,
    long skipped,
    long failed,
    double framesPerSecond,
    Optional<DetectionTime> detection,
    int width,
    int height,
    Optional<Instant> lastFrame,
    int people,
    Optional<String> lastError) {

  /** How long detection took. */
  public record DetectionTime(Duration mean, Duration p95) {}
}
