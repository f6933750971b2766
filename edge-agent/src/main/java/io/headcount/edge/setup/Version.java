package io.headcount.edge.setup;

import java.time.Instant;

/**
 * One whole configuration of the box, as it was once put in force. Immutable.
 *
 * @param number 1 for the first; each is one above the one before
 * @param at when it was made, by the box's clock
 * @param origin who decided it
 * @param by where it came from, for people, such as {@code the page, 192.168.1.20}
 * @param what it changed, in one line
 * @param text as {@link io.headcount.edge.config.ConfigWriter} writes it
 * @param file fingerprint of the box's own file at that time
 */
public record Version(
    int number, Instant at, Origin origin, String by, String what, String text, String file) {
  public Version {
    if (number < 1) {
      throw new IllegalArgumentException("version " + number + " is below 1");
    }
  }

  /** Who decided a configuration. */
  public enum Origin {
    /** Whoever wrote the box's own file. */
    FILE,
    /** The collector, after the trial. */
    COLLECTOR,
    /** Somebody at the box's page. */
    PAGE
  }
}
