package io.headcount.analytics.floor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How tall people come out by a calibration: the check whether it is right. Immutable.
 *
 * @param people how many of them stand where there is floor
 * @param middle metres that half of them exceed
 * @param spread half of what the middle half of them differ by, in metres
 * @param near the middle of the half that stands nearer
 * @param far the middle of the other half
 */
public record Heights(int people, double middle, double spread, double near, double far) {
  private static final int LEAST = 20;

  /** Between them lies the mean of any public, with shoes on and a detector's margin. */
  private static final double LOWEST = 1.5;

  private static final double HIGHEST = 1.9;

  /** By so much near and far may differ: more is no chance. */
  private static final double UNEVEN = 1.15;

  /** What they say of a calibration. */
  public enum Verdict {
    FITS,
    /** All come out small: a length is too short. */
    TOO_SMALL,
    /** All come out tall: a length is too long. */
    TOO_TALL,
    /** Near and far differ: a corner is off, or the lengths do not go together. */
    UNEVEN
  }

  /** Empty when fewer than 20 stand on the floor. */
  public static Optional<Heights> of(FloorCamera camera, List<Stature> people) {
    double[] metres =
        people.stream()
            .sorted(Comparator.comparingDouble(person -> -person.feet().y()))
            .flatMapToDouble(
                person -> camera.stature(person).stream().mapToDouble(Double::doubleValue))
            .toArray();
    if (metres.length < LEAST) {
      return Optional.empty();
    }
    int half = metres.length / 2;
    double near = quantile(Arrays.copyOf(metres, half), 0.5);
    double far = quantile(Arrays.copyOfRange(metres, half, metres.length), 0.5);
    return Optional.of(
        new Heights(
            metres.length,
            quantile(metres, 0.5),
            (quantile(metres, 0.75) - quantile(metres, 0.25)) / 2,
            near,
            far));
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * sorted.length)];
  }

  /** What that says of the calibration. */
  public Verdict verdict() {
    if (near / far > UNEVEN || far / near > UNEVEN) {
      return Verdict.UNEVEN;
    }
    return middle < LOWEST ? Verdict.TOO_SMALL : middle > HIGHEST ? Verdict.TOO_TALL : Verdict.FITS;
  }
}
