package io.headcount.edge.pipeline;

import io.headcount.analytics.scene.SceneAnalytics;
import io.headcount.edge.pipeline.CameraWatch.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides, frame by frame, how closely one camera is watched. Confined to the thread of its camera.
 *
 * <p>Three rates: seldom while the picture stands still, steadily while something moves, closely
 * while somebody is near a line. A frame of a picture that stands still is observed without a look:
 * who was there still is. It is looked at again at once when something moves, and at the latest
 * after {@link #SELDOM}.
 */
final class Attention {
  /** A picture without motion is looked at so often all the same. */
  static final Duration SELDOM = Duration.ofSeconds(1);

  /** Often enough to keep people apart and to know when they come and go. */
  static final Duration STEADILY = Duration.ofMillis(200);

  /** Often enough for whoever runs across a line. */
  static final Duration CLOSELY = Duration.ofMillis(100);

  /** Somebody near a line is watched closely for so long after they were last there. */
  private static final Duration LINGER = Duration.ofMillis(400);

  /** While somebody is near a line, a longer time without a look is not observed. */
  private static final Duration PATIENCE_NEAR = Duration.ofMillis(500);

  /** So many looks in a row at a picture that stands still must agree before one may be spared. */
  private static final int AGREE = 2;

  private final Optional<Duration> pace;
  private final boolean always;
  private @Nullable Instant observedAt;
  private @Nullable Instant lookedAt;
  private @Nullable Instant nearUntil;
  private int seen;
  private int agreeing;

  /**
   * @param pace shortest time between two observations
   * @param always whether every frame that keeps to the pace is looked at, whatever is to be seen
   */
  Attention(Optional<Duration> pace, boolean always) {
    this.pace = pace;
    this.always = always;
  }

  /**
   * What the frame of this time calls for.
   *
   * @param moved whether something moved since the last look; asked only when it matters
   */
  Need need(Instant at, BooleanSupplier moved) {
    Instant last = observedAt;
    Instant looked = lookedAt;
    if (last == null || looked == null) {
      return Need.LOOK;
    }
    if (!due(last, at, interval())) {
      return Need.NOTHING;
    }
    boolean look = always || agreeing < AGREE || due(looked, at, SELDOM) || moved.getAsBoolean();
    return look ? Need.LOOK : Need.REPEAT;
  }

  /** How often the camera is to be observed now; zero is every frame. */
  Duration interval() {
    Duration needed = always ? Duration.ZERO : near() ? CLOSELY : STEADILY;
    return pace.filter(least -> least.compareTo(needed) > 0).orElse(needed);
  }

  /** A longer time between two observations than this is none that was observed. */
  Duration patience() {
    return near() ? PATIENCE_NEAR : SceneAnalytics.MAX_GAP;
  }

  /**
   * How many observations were due before one of this time; without bound where every frame is
   * wanted.
   */
  long missed(Instant at) {
    Instant last = observedAt;
    long interval = interval().toNanos();
    if (last == null) {
      return 0;
    }
    long since = Duration.between(last, at).toNanos();
    return interval == 0 ? Long.MAX_VALUE : Math.max(0, (since + interval / 10) / interval - 1);
  }

  /**
   * A frame was looked at.
   *
   * @param moved whether it differs from the one that was looked at before
   * @param people how many were detected
   * @param near whether one of them is near a line
   */
  void looked(Instant at, boolean moved, int people, boolean near) {
    agreeing = !moved && people == seen ? agreeing + 1 : 1;
    seen = people;
    lookedAt = at;
    observedAt = at;
    if (near) {
      nearUntil = at.plus(LINGER);
    }
  }

  /** A frame was observed without a look. */
  void repeated(Instant at) {
    observedAt = at;
  }

  /** As of the last look: whoever was near then is taken to be until it is known better. */
  private boolean near() {
    return lookedAt != null && nearUntil != null && !lookedAt.isAfter(nearUntil);
  }

  /**
   * A tenth early is in time: sources jitter, and waiting for the next frame would halve the rate.
   */
  private static boolean due(Instant last, Instant at, Duration interval) {
    return Duration.between(last, at).multipliedBy(10).compareTo(interval.multipliedBy(9)) >= 0;
  }
}
