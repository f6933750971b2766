package io.headcount.delivery.link;

import java.time.Duration;

/**
 * How patient a link is. Immutable.
 *
 * @param connect from the look-up of the name to the broker's answer, all in all
 * @param keepAlive whole seconds; after so long without a word the broker is asked for one, and
 *     after twice as long it is given up
 * @param stall requests wait for an answer and none comes for so long: the session is given up,
 *     whatever the library thinks of it
 * @param close what a session gets to end before it is left behind
 * @param backoff waits between attempts
 */
public record LinkTimings(
    Duration connect, Duration keepAlive, Duration stall, Duration close, Backoff backoff) {
  public static final LinkTimings DEFAULT =
      new LinkTimings(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Backoff.DEFAULT);

  private static final Duration LONGEST_TICK = Duration.ofSeconds(5);

  public LinkTimings {
    if (!connect.isPositive() || !stall.isPositive() || !close.isPositive()) {
      throw new IllegalArgumentException("a link's deadlines must be positive");
    }
    if (!keepAlive.equals(Duration.ofSeconds(keepAlive.toSeconds()))
        || keepAlive.toSeconds() < 1
        || keepAlive.toSeconds() > 65_535) {
      throw new IllegalArgumentException("keep-alive must be 1 to 65535 whole seconds");
    }
  }

  /** How often a session is looked at: often enough for both of its deadlines. */
  Duration tick() {
    Duration shorter = stall.compareTo(keepAlive) < 0 ? stall : keepAlive;
    Duration eighth = shorter.dividedBy(8);
    return eighth.compareTo(LONGEST_TICK) < 0 ? eighth : LONGEST_TICK;
  }
}
