package io.headcount.edge.audit;

import java.util.function.DoubleUnaryOperator;

/**
 * A 95 % confidence interval. Immutable.
 *
 * <p>Each crossing is taken for an independent trial. People who come in groups are not, so the
 * truth may lie somewhat further out.
 */
record Interval(double low, double high) {
  /** Of the normal distribution, for 95 %. */
  private static final double Z = 1.959963984540054;

  private static final double TAIL = 0.025;

  Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("the interval from " + low + " to " + high + " is empty");
    }
  }

  /**
   * Of a share: Wilson's score interval (E. B. Wilson, "Probable Inference, the Law of Succession,
   * and Statistical Inference", 1927).
   *
   * @param hits of {@code trials}, of which there is one or more
   */
  static Interval share(long hits, long trials) {
    if (trials < 1 || hits < 0 || hits > trials) {
      throw new IllegalArgumentException(hits + " of " + trials + " is no share");
    }
    double n = trials;
    double p = hits / n;
    double middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    double low = hits == 0 ? 0 : Math.max(0, middle - half);
    double high = hits == trials ? 1 : Math.min(1, middle + half);
    return new Interval(low, high);
  }

  /**
   * Of the number of events that were to be expected where so many came: the exact Poisson interval
   * (F. Garwood, "Fiducial Limits for the Poisson Distribution", 1936).
   */
  static Interval expected(long events) {
    if (events < 0) {
      throw new IllegalArgumentException(events + " events");
    }
    double reach = events + 10 * Math.sqrt(events + 1.0) + 10;
    double low =
        events == 0 ? 0 : root(mean -> TAIL - (1 - atMost(events - 1, mean)), 0, (double) events);
    double high = root(mean -> atMost(events, mean) - TAIL, (double) events, reach);
    return new Interval(low, high);
  }

  /**
   * Of the ratio of counted to true: the share that was found plus the inventions per true
   * crossing, their intervals joined by the recovery of variance estimates (G. Y. Zou and A.
   * Donner, "Construction of Confidence Limits about Effect Measures: A General Approach", 2008).
   * Unlike a bootstrap it says something where no error was seen.
   *
   * @param truth one or more
   */
  static Interval countedOverTrue(long truth, long matched, long invented) {
    Interval found = share(matched, truth);
    Interval more = expected(invented);
    double p = (double) matched / truth;
    double q = (double) invented / truth;
    double below = Math.hypot(p - found.low, q - more.low / truth);
    double above = Math.hypot(found.high - p, more.high / truth - q);
    return new Interval(Math.max(0, p + q - below), p + q + above);
  }

  /** The chance of at most so many events where {@code mean} are expected. */
  private static double atMost(long events, double mean) {
    if (mean == 0) {
      return 1;
    }
    double sum = 0;
    double logTerm = -mean;
    for (long k = 0; k <= events; k++) {
      sum += Math.exp(logTerm);
      logTerm += Math.log(mean) - Math.log(k + 1.0);
    }
    return Math.min(1, sum);
  }

  /** Where a function that only falls is 0. */
  private static double root(DoubleUnaryOperator falling, double from, double to) {
    double low = from;
    double high = to;
    for (int i = 0; i < 100 && high - low > 1e-10 * (1 + high); i++) {
      double middle = (low + high) / 2;
      if (falling.applyAsDouble(middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
