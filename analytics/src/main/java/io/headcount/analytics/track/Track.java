package io.headcount.analytics.track;

import io.headcount.analytics.geometry.Box;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One person being followed. Confined to its tracker. Works in picture heights on both axes, so
 * that a distance means the same in every direction.
 */
final class Track {
  /** Standard deviation of a detection's centre and size, as a share of the person's height. */
  private static final double NOISE = 0.07;

  /** How much, in heights per second, a person's velocity changes within a second. */
  private static final double RESTLESSNESS = 0.8;

  /** The same for the size of the box, which changes only with the distance to the camera. */
  private static final double SIZE_RESTLESSNESS = 0.15;

  /** Velocity that a person who has just come into view may have, in heights per second. */
  private static final double FIRST_VELOCITY = 0.7;

  /** While a track is unseen its velocity is trusted for so long. */
  private static final double COAST_SECONDS = 2.0;

  private final Motion x;
  private final Motion y;
  private final Motion width;
  private final Motion height;
  private Optional<TrackId> id = Optional.empty();
  private Instant seenAt;
  private Instant predictedAt;
  private int hits = 1;

  Track(Box box, Instant at) {
    double noise = NOISE * box.height();
    double velocity = FIRST_VELOCITY * box.height();
    x = new Motion(box.centerX(), noise, velocity);
    y = new Motion(box.centerY(), noise, velocity);
    width = new Motion(box.width(), noise, velocity / 10);
    height = new Motion(box.height(), noise, velocity / 10);
    seenAt = at;
    predictedAt = at;
  }

  Optional<TrackId> id() {
    return id;
  }

  void confirm(TrackId newId) {
    id = Optional.of(newId);
  }

  boolean confirmed() {
    return id.isPresent();
  }

  int hits() {
    return hits;
  }

  Instant seenAt() {
    return seenAt;
  }

  double unseenSeconds(Instant at) {
    return seconds(seenAt, at);
  }

  void predict(Instant at) {
    double coasted = seconds(seenAt, predictedAt);
    double step = Math.min(seconds(predictedAt, at), Math.max(0, COAST_SECONDS - coasted));
    if (step > 0) {
      double tall = Math.max(height.position(), 1e-3);
      x.predict(step, RESTLESSNESS * tall);
      y.predict(step, RESTLESSNESS * tall);
      width.predict(step, SIZE_RESTLESSNESS * tall);
      height.predict(step, SIZE_RESTLESSNESS * tall);
    }
    predictedAt = at;
  }

  /** Where the person is expected now. */
  Box expected() {
    double tall = Math.max(height.position(), 1e-3);
    double wide = Math.max(width.position(), 1e-3);
    return Box.around(x.position(), y.position(), wide, tall);
  }

  void observe(Box box, Instant at) {
    double noise = NOISE * box.height();
    x.correct(box.centerX(), noise);
    y.correct(box.centerY(), noise);
    width.correct(box.width(), noise);
    height.correct(box.height(), noise);
    seenAt = at;
    hits++;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
