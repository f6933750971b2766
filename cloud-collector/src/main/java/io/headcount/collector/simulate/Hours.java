package io.headcount.collector.simulate;

/**
 * When a shop is open on one day. Immutable.
 *
 * @param dayStart local midnight, in seconds since 1970
 * @param dayEnd the next one: 23, 24 or 25 hours later
 * @param open when the doors open, in seconds since 1970, on a minute
 * @param close when they close; {@code open} when the shop stays closed
 */
record Hours(long dayStart, long dayEnd, long open, long close) {
  Hours {
    if (dayStart > open || open > close || close > dayEnd) {
      throw new IllegalArgumentException("open from " + open + " to " + close);
    }
  }

  int openSeconds() {
    return (int) (close - open);
  }

  int openMinutes() {
    return openSeconds() / 60;
  }

  boolean closedAllDay() {
    return open == close;
  }
}
