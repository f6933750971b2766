package io.headcount.analytics.track;

import java.time.Duration;

/**
 * How a tracker decides. Times are durations because the rate of frames changes; lengths are shares
 * of a person's height because people come near and go far. Immutable.
 *
 * @param confirmScore detections at least this sure may begin a track. More invents fewer people;
 *     less finds faint ones
 * @param lowScore detections at least this sure may carry on a track that was just seen. Less
 *     bridges occlusions; too little drifts onto the background
 * @param hits detections in a row before a track is confirmed
 * @param memory how long a track may be unseen and still be found again. More survives long
 *     occlusions; too much hands an old identity to somebody new
 * @param reach how far, in heights, a detection may be from where its track is expected
 * @param drift by how many heights a second the reach widens while a track is unseen
 * @param duplicate a detection that overlaps a better one by this much (IoU) begins no track
 * @param steadiness how far a reported box is drawn from where it was detected to where its track
 *     takes the person to be, 0..1. More takes out the detector's jitter; too much lags behind
 *     people who turn
 */
public record TrackerOptions(
    double confirmScore,
    double lowScore,
    int hits,
    Duration memory,
    double reach,
    double drift,
    double duplicate,
    double steadiness) {
  public static final TrackerOptions DEFAULT =
      new TrackerOptions(0.5, 0.2, 2, Duration.ofSeconds(2), 0.4, 0.15, 0.4, 0.4);

  public TrackerOptions {
    if (!(0 <= lowScore && lowScore <= confirmScore && confirmScore <= 1)) {
      throw new IllegalArgumentException("scores must be 0 <= low <= confirm <= 1");
    }
    if (hits < 1) {
      throw new IllegalArgumentException("hits " + hits + " is not positive");
    }
    if (memory.isNegative() || !(reach > 0) || drift < 0 || !(duplicate > 0)) {
      throw new IllegalArgumentException("memory, reach, drift and duplicate are not negative");
    }
    if (!(steadiness >= 0 && steadiness <= 1)) {
      throw new IllegalArgumentException("steadiness " + steadiness + " is not within 0..1");
    }
  }

  /** The same options with other score levels, as a model's catalogue entry gives them. */
  public TrackerOptions withScores(double confirm, double low) {
    return new TrackerOptions(confirm, low, hits, memory, reach, drift, duplicate, steadiness);
  }
}
