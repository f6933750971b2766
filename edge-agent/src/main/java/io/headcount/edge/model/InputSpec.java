package io.headcount.edge.model;

import java.util.List;
import java.util.Optional;

/**
 * What a model wants to be fed: float32, 1 x 3 x height x width, each value {@code (pixel * scale -
 * mean) / std}. Immutable.
 *
 * @param longSide pixels of the longer side of the input. More finds smaller people; the cost grows
 *     with its square
 * @param multiple both sides are multiples of this
 * @param square whether the input is always longSide x longSide: exports with a fixed shape
 * @param channels the order of the three planes
 * @param scale factor of a pixel's 0..255
 * @param mean for each plane, in the order of the planes
 * @param std for each plane, greater than 0
 */
public record InputSpec(
    int longSide,
    int multiple,
    boolean square,
    ChannelOrder channels,
    double scale,
    List<Double> mean,
    List<Double> std) {
  /** The sides a network can take; beyond it memory, not sight, is what grows. */
  private static final int MAX_SIDE = 4096;

  public InputSpec {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (multiple < 1 || multiple > MAX_SIDE) {
      throw new IllegalArgumentException("multiple " + multiple + " is not within 1.." + MAX_SIDE);
    }
    if (longSide < multiple || longSide > MAX_SIDE || longSide % multiple != 0) {
      throw new IllegalArgumentException(
          "long side %d is not a multiple of %d within %d..%d"
              .formatted(longSide, multiple, multiple, MAX_SIDE));
    }
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException("scale " + scale + " is not a number above 0");
    }
    if (mean.size() != 3 || std.size() != 3) {
      throw new IllegalArgumentException("mean and std need one number for each of 3 channels");
    }
    if (!mean.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("mean " + mean + " is not finite");
    }
    if (!std.stream().allMatch(s -> s > 0 && Double.isFinite(s))) {
      throw new IllegalArgumentException("std " + std + " has a number that is not above 0");
    }
  }

  /** Why a model cannot be given inputs of this longer side; empty when it can. */
  public Optional<String> refusal(int pixels) {
    if (pixels % multiple != 0) {
      return Optional.of(
          "long side %d is not a multiple of %d: use %d"
              .formatted(pixels, multiple, Math.ceilDiv(pixels, multiple) * multiple));
    }
    if (square && pixels != longSide) {
      return Optional.of(
          "it takes only inputs of %dx%d: leave the long side out, or export it anew"
              .formatted(longSide, longSide));
    }
    return Optional.empty();
  }

  public InputSpec withLongSide(int pixels) {
    return new InputSpec(pixels, multiple, square, channels, scale, mean, std);
  }

  public InputSpec withSquare(boolean always) {
    return new InputSpec(longSide, multiple, always, channels, scale, mean, std);
  }
}
