package io.headcount.analytics.evaluation;

import io.headcount.analytics.geometry.Box;

/**
 * One box of one identity in one frame. Immutable.
 *
 * @param frame counts from 1
 * @param id 0 or more; the same person has the same id in every frame
 * @param box in pixels, or any other unit that truth and tracks share
 * @param confidence of the tracker; in truth 0 marks a box that must not be scored
 */
public record MotRow(int frame, long id, Box box, double confidence) {
  public MotRow {
    if (frame < 1) {
      throw new IllegalArgumentException("frame " + frame + " is below 1");
    }
    if (id < 0) {
      throw new IllegalArgumentException("id " + id + " is negative");
    }
    if (!Double.isFinite(confidence)) {
      throw new IllegalArgumentException("confidence " + confidence + " is not finite");
    }
  }
}
