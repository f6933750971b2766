package io.headcount.edge.config;

import java.time.Duration;

/**
 * How much of the past the box keeps; whichever bound is met first evicts. Immutable.
 *
 * @param budget bytes
 * @param retention longest time that observations and windows stay
 */
public record JournalConfig(long budget, Duration retention) {
  public static final long DEFAULT_BUDGET = 2_000_000_000L;
  public static final Duration DEFAULT_RETENTION = Duration.ofDays(30);

  public JournalConfig {
    if (budget <= 0 || !retention.isPositive()) {
      throw new IllegalArgumentException("budget and retention of the journal are above zero");
    }
  }

  /** 2 GB and 30 days. */
  public static JournalConfig defaults() {
    return new JournalConfig(DEFAULT_BUDGET, DEFAULT_RETENTION);
  }
}
