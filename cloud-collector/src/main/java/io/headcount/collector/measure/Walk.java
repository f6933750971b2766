package io.headcount.collector.measure;

/**
 * What a stretch of time does to the number of people inside a store, whatever it was before.
 * Immutable. Stretches that follow each other make one.
 *
 * <p>The number goes up with each who comes in and down with each who goes out, and never below
 * zero: when more go out than were inside, somebody was missed coming in, and is added. What has to
 * be added follows from the lowest point of the sums of in minus out, so that it can be told of any
 * stretch without the minutes in it.
 *
 * @param net in minus out
 * @param low lowest sum of in minus out from the beginning; at most 0
 * @param high highest sum from the beginning; at least 0
 * @param rise the most that the sum rose above its lowest point before; at least 0
 */
public record Walk(long net, long low, long high, long rise) {
  public static final Walk NONE = new Walk(0, 0, 0, 0);

  /** One step. */
  public static Walk of(long net) {
    return new Walk(net, Math.min(0, net), Math.max(0, net), Math.max(0, net));
  }

  /** This and what follows it. */
  public Walk then(Walk next) {
    return new Walk(
        net + next.net,
        Math.min(low, net + next.low),
        Math.max(high, net + next.high),
        Math.max(Math.max(rise, next.rise), net + next.high - low));
  }

  /** How many are inside at the end. */
  public long inside(long before) {
    return net + Math.max(before, -low);
  }

  /** Most who were inside. */
  public long peak(long before) {
    return Math.max(before + high, rise);
  }

  /** How many had to be added, because more went out than were known to be inside. */
  public long corrected(long before) {
    return Math.max(0, -low - before);
  }
}
