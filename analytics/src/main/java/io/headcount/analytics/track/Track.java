package io.headcount.analytics.track;

import io.headcount.analytics.geometry.Box;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /** A body is not taken to be taller or lower than a moment ago by more than this share. */
  private static final double SIZE_STEP = 0.1;

  /** Who is suddenly lower than this share of their height is partly hidden, or sits down. */
  private static final double LOWEST = 0.7;

  /** A box lower than this share of somebody's height is not taken for a part of them. */
  private static final double LEAST_PART = 0.3;

  /** How long somebody is taken to be partly hidden. */
  private static final double HIDDEN_SECONDS = 3.0;

  /** A brisk walk, in heights per second. */
  private static final double WALK = 1.5;

  /** By how many heights the detector may misplace somebody who was lost or comes back. */
  private static final double SLACK = 0.3;

  /** How unlike another height makes a box, against the distance of the centres. */
  private static final double HEIGHT_WEIGHT = 0.5;

  /** A place and its time before the track was confirmed. */
  record Glimpse(Detection detection, Instant at) {}

  private final Motion x;
  private Motion y;
  private final Motion width;
  private Motion height;
  private final Box first;
  private final Instant begunAt;

  /** Bounded by the hits that confirm; empty from then on. */
  private final List<Glimpse> glimpses = new ArrayList<>();

  private Optional<TrackId> id = Optional.empty();
  private Box seen;
  private Instant seenAt;
  private Instant predictedAt;

  /** When it was last seen from head to foot. */
  private Instant wholeAt;

  /** Begins with a detection, whose box is given in picture heights too. */
  Track(Detection detection, Box box, Instant at) {
    x = motion(box.centerX(), box);
    y = motion(box.centerY(), box);
    width = size(box.width(), box);
    height = size(box.height(), box);
    first = box;
    begunAt = at;
    seen = box;
    seenAt = at;
    predictedAt = at;
    wholeAt = at;
    glimpses.add(new Glimpse(detection, at));
  }

  private static Motion motion(double position, Box box) {
    return new Motion(position, NOISE * box.height(), FIRST_VELOCITY * box.height());
  }

  private static Motion size(double size, Box box) {
    return new Motion(size, NOISE * box.height(), FIRST_VELOCITY * box.height() / 10);
  }

  Optional<TrackId> id() {
    return id;
  }

  /** Gives it an identity; where it was seen until now is told once. */
  List<Glimpse> confirm(TrackId newId) {
    id = Optional.of(newId);
    List<Glimpse> before = List.copyOf(glimpses);
    glimpses.clear();
    return before;
  }

  boolean confirmed() {
    return id.isPresent();
  }

  /** Detections before it was confirmed. */
  int hits() {
    return glimpses.size();
  }

  /** Where it began. */
  Box first() {
    return first;
  }

  Instant begunAt() {
    return begunAt;
  }

  /** The whole body where it was last seen. */
  Box seen() {
    return seen;
  }

  Instant seenAt() {
    return seenAt;
  }

  /** For how long it has been followed. */
  double followedSeconds() {
    return seconds(begunAt, seenAt);
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

  /** Takes in a detection that is this person, whose box is given in picture heights too. */
  void observe(Detection detection, Box box, Instant at) {
    if (!confirmed()) {
      glimpses.add(new Glimpse(detection, at));
    }
    boolean hidden = box.height() < LOWEST * expected().height();
    if (hidden && seconds(wholeAt, at) > HIDDEN_SECONDS) {
      y = motion(box.centerY(), box);
      height = size(box.height(), box);
      hidden = false;
    }
    seen = body(box);
    double noise = NOISE * seen.height();
    x.correct(seen.centerX(), noise);
    y.correct(seen.centerY(), noise);
    width.correct(seen.width(), noise);
    if (!hidden) {
      height.correct(seen.height(), noise);
      wholeAt = at;
    }
    seenAt = at;
  }

  /**
   * The body of which the box shows a part, or more than it: who is suddenly lower is half hidden,
   * who is suddenly taller is drawn as one with somebody else. The end that is nearer to where it
   * was expected is believed.
   */
  private Box body(Box box) {
    Box expected = expected();
    double tall = expected.height();
    if (box.height() >= LOWEST * tall) {
      tall = Math.clamp(box.height(), tall * (1 - SIZE_STEP), tall * (1 + SIZE_STEP));
    }
    boolean headSeen =
        Math.abs(box.top() - expected.top()) < Math.abs(box.bottom() - expected.bottom());
    double top = headSeen ? box.top() : box.bottom() - tall;
    return new Box(box.left(), top, box.right(), top + tall);
  }

  /**
   * How far a whole person's box is from where this one is expected, in heights; another height
   * counts as a distance.
   */
  double distance(Box box) {
    Box expected = expected();
    double taller = Math.abs(Math.log(box.height() / expected.height()));
    return distance(expected, box) + HEIGHT_WEIGHT * taller;
  }

  /** The same if the box shows only the upper or the lower part of the person. */
  double distanceAsPart(Box box) {
    Box expected = expected();
    double share = box.height() / expected.height();
    return share < 1 && share >= LEAST_PART
        ? distance(expected, body(box))
        : Double.POSITIVE_INFINITY;
  }

  private static double distance(Box a, Box b) {
    double tall = (a.height() + b.height()) / 2;
    return Math.hypot(a.centerX() - b.centerX(), a.centerY() - b.centerY()) / tall;
  }

  /**
   * How far it is from where another track was lost to where this one began: 1 for as far as
   * somebody gets in the time between, more for farther.
   */
  double walkFrom(Track lost) {
    Box from = lost.seen;
    double tall = (from.height() + first.height()) / 2;
    // of head and feet the other end may have been hidden
    double heads = Math.abs(first.top() - from.top());
    double feet = Math.abs(first.bottom() - from.bottom());
    double away = Math.hypot(first.centerX() - from.centerX(), Math.min(heads, feet)) / tall;
    double taller = Math.abs(Math.log(first.height() / from.height()));
    return (away + HEIGHT_WEIGHT * taller) / (SLACK + WALK * seconds(lost.seenAt, begunAt));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
