package io.headcount.edge.status;

import io.headcount.analytics.track.TrackedBox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One processed picture and who is in it. Immutable.
 *
 * @param sequence grows from frame to frame of one camera; gaps are allowed
 * @param at capture time
 * @param width of the camera's picture in pixels; the JPEG may be smaller
 * @param height of the camera's picture in pixels
 * @param people the confirmed tracks seen in it
 * @param picture what the camera saw, or its background
 * @param backdrop number of the background; the same number is the same picture; empty when the
 *     picture is what the camera saw
 */
public record LiveFrame(
    long sequence,
    Instant at,
    int width,
    int height,
    List<TrackedBox> people,
    Jpeg picture,
    Optional<Long> backdrop) {
  public LiveFrame {
    people = List.copyOf(people);
    if (sequence < 1) {
      throw new IllegalArgumentException("frame sequence " + sequence + " is not positive");
    }
  }

  /** What the camera saw. */
  public LiveFrame(
      long sequence, Instant at, int width, int height, List<TrackedBox> people, Jpeg picture) {
    this(sequence, at, width, height, people, picture, Optional.empty());
  }
}
