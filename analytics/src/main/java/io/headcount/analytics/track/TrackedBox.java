package io.headcount.analytics.track;

import io.headcount.analytics.geometry.Box;

/**
 * A confirmed track really seen in one frame; a predicted position never becomes one. Immutable.
 *
 * @param track whose box it is
 * @param box the whole body where it was detected, hidden legs or head included, steadied by where
 *     the track takes the person to be, cut off at the picture's edges, in picture coordinates 0..1
 * @param score the detector's confidence, 0..1
 */
public record TrackedBox(TrackId track, Box box, double score) {
  public TrackedBox {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score " + score + " is not within 0..1");
    }
  }
}
