package io.headcount.analytics.track;

import io.headcount.analytics.geometry.Box;

/**
 * One person seen in one frame, without identity. Immutable.
 *
 * @param box in picture coordinates 0..1
 * @param score the detector's confidence, 0..1
 */
public record Detection(Box box, double score) {
  public Detection {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score " + score + " is not within 0..1");
    }
  }
}
