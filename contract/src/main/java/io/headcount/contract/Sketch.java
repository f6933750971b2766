package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalDouble;

/**
 * How long many things lasted, small enough to send and keep: from it any quantile is known within
 * {@value #ACCURACY} of its value, and sketches of any minutes and stores add up to that of all.
 * Immutable.
 *
 * <p>It is DDSketch (Masson, Rim, Lee 2019): bin {@code i} counts what lasted longer than {@link
 * #LEAST} times {@code g^(i-1)} and at most {@code LEAST} times {@code g^i}, where {@code g = (1 +
 * 0.02) / (1 - 0.02)}. What is shorter than {@code LEAST} counts as that, what is longer than
 * {@link #MOST} as that.
 *
 * @param bins by their numbers, 0 to {@value #LAST}
 */
public record Sketch(Bins bins) {
  /** The most that a quantile is off, as a share of it. */
  public static final double ACCURACY = 0.02;

  /** In seconds. */
  public static final double LEAST = 0.1;

  /** In seconds, 30 days. */
  public static final double MOST = 30 * 86_400.0;

  /** The bin of {@link #MOST}. */
  public static final int LAST = 427;

  public static final Sketch NONE = new Sketch(Bins.NONE);

  private static final double GROWTH = (1 + ACCURACY) / (1 - ACCURACY);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Sketch {
    if (bins.last() > LAST) {
      throw new IllegalArgumentException(
          "a sketch has bins 0 to %d, not %d".formatted(LAST, bins.last()));
    }
  }

  /** A sketch of these. */
  public static Sketch of(Collection<Duration> lengths) {
    if (lengths.isEmpty()) {
      return NONE;
    }
    long[] counts = new long[LAST + 1];
    lengths.forEach(length -> counts[bin(length.toNanos() / 1e9)]++);
    return new Sketch(Bins.of(counts));
  }

  /** Where so many seconds are counted. */
  public static int bin(double seconds) {
    double within = Math.clamp(seconds, LEAST, MOST);
    return (int) StrictMath.ceil(StrictMath.log(within / LEAST) / StrictMath.log(GROWTH));
  }

  @Override
  @JsonValue
  public Bins bins() {
    return bins;
  }

  public Sketch plus(Sketch other) {
    return new Sketch(bins.plus(other.bins));
  }

  /** How many it is of. */
  public long count() {
    return bins.total();
  }

  /**
   * The value that this share of all others do not exceed, in seconds; empty when it is of none.
   *
   * @param share 0 (the shortest) to 1 (the longest); 0.5 is the median
   */
  public OptionalDouble quantile(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("quantile %s is not within 0..1".formatted(share));
    }
    Search search = new Search((long) (share * (count() - 1)));
    bins.forEach(search::pass);
    return search.found < 0 ? OptionalDouble.empty() : OptionalDouble.of(value(search.found));
  }

  /** The one value that is within the accuracy of all that a bin counts. */
  private static double value(int bin) {
    return LEAST * StrictMath.pow(GROWTH, bin) * 2 / (GROWTH + 1);
  }

  /** Goes through the bins until a rank is reached. Confined to one question. */
  private static final class Search {
    private final long rank;
    private long passed;
    private int found = -1;

    Search(long rank) {
      this.rank = rank;
    }

    void pass(int bin, long count) {
      passed += count;
      if (found < 0 && passed > rank) {
        found = bin;
      }
    }
  }
}
