package io.headcount.edge.audit;

/**
 * How two counts of the same crossings agree. Immutable; tallies of different lines add up.
 *
 * @param truth crossings that the person saw
 * @param counted crossings that the machine counted
 * @param matched crossings that both have
 */
record Tally(long truth, long counted, long matched) {
  static final Tally NONE = new Tally(0, 0, 0);

  Tally {
    if (matched < 0 || matched > truth || matched > counted) {
      throw new IllegalArgumentException(
          "%d matched of %d true and %d counted".formatted(matched, truth, counted));
    }
  }

  Tally plus(Tally other) {
    return new Tally(truth + other.truth, counted + other.counted, matched + other.matched);
  }

  long missed() {
    return truth - matched;
  }

  long invented() {
    return counted - matched;
  }

  /** What the shop's total is wrong by; misses and inventions make up for each other. */
  long netError() {
    return counted - truth;
  }

  /** How often the machine was wrong. */
  long absoluteError() {
    return missed() + invented();
  }

  /** The share of the true crossings that were counted; needs one. */
  Estimate found() {
    return new Estimate((double) matched / truth, Interval.share(matched, truth));
  }

  /** The share of what was counted that is true; needs one. */
  Estimate right() {
    return new Estimate((double) matched / counted, Interval.share(matched, counted));
  }

  /** Counted over true; needs a true crossing. */
  Estimate ratio() {
    return new Estimate(
        (double) counted / truth, Interval.countedOverTrue(truth, matched, invented()));
  }

  /** A figure and its 95 % confidence interval. */
  record Estimate(double value, Interval interval) {}
}
