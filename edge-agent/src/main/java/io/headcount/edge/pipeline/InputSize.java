package io.headcount.edge.pipeline;

import io.headcount.analytics.scene.Observation;
import java.time.Instant;
import java.util.Optional;

/**
 * How large one camera's picture is shown to the network. Confined to the thread of its camera, but
 * for {@link #status}, which is for any.
 */
public interface InputSize {
  /** Pixels of the input's longer side for the next look. */
  int longSide();

  /**
   * A look was taken in the size asked for last.
   *
   * @param seen who was seen in it
   * @param share how tall somebody as high as the picture is in the input, as a share of its longer
   *     side
   */
  void looked(Observation seen, double share);

  /**
   * What that look cost.
   *
   * @param at time of its frame
   * @param seconds that it took
   * @param wantedPerSecond looks that are wanted at present
   */
  void took(Instant at, double seconds, double wantedPerSecond);

  /** The camera is not looked at any more. */
  default void close() {
    // most hold nothing
  }

  /** As of now. */
  Status status();

  /** The same for ever. */
  static InputSize fixed(int longSide) {
    return new Fixed(new Status(longSide, longSide, 0, false, Optional.empty()));
  }

  /**
   * What is shown and why. Immutable.
   *
   * @param longSide pixels of the input's longer side, but for surveys
   * @param needed pixels that the people call for; more than {@code longSide} where the budget does
   *     not bear it
   * @param coresMissing cores that the box's budget lacks for all that its cameras call for
   * @param survey whether the picture is shown in the largest size for a while, to see who is there
   * @param smallest pixels that nine in ten of the people reach in this size; empty until measured
   */
  record Status(
      int longSide, int needed, double coresMissing, boolean survey, Optional<Double> smallest) {}

  /** A size that somebody has chosen. Immutable. */
  record Fixed(Status status) implements InputSize {
    @Override
    public int longSide() {
      return status.longSide();
    }

    @Override
    public void looked(Observation seen, double share) {
      // whoever is seen, it stays
    }

    @Override
    public void took(Instant at, double seconds, double wantedPerSecond) {
      // whatever it costs, it stays
    }
  }
}
