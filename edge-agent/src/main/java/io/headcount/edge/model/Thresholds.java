package io.headcount.edge.model;

/**
 * Scores that mean something with one model's weights. Immutable.
 *
 * @param confirm from here on a detection may begin a track
 * @param low weaker ones are dropped; between the two a detection may only continue a track
 * @param nms of two boxes that overlap by more than this share of their union, the weaker goes
 */
public record Thresholds(double confirm, double low, double nms) {
  public Thresholds {
    if (!(low > 0 && low <= confirm && confirm < 1)) {
      throw new IllegalArgumentException(
          "thresholds low %s and confirm %s: 0 < low <= confirm < 1 must hold"
              .formatted(low, confirm));
    }
    if (!(nms > 0 && nms <= 1)) {
      throw new IllegalArgumentException("threshold nms " + nms + " is not within 0..1");
    }
  }
}
