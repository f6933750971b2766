package io.headcount.analytics.evaluation;

/** Shares that are 0, not undefined, where there is nothing to take a share of. */
final class Ratio {
  private Ratio() {}

  static double of(long part, long whole) {
    return of((double) part, whole);
  }

  static double of(double part, long whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
