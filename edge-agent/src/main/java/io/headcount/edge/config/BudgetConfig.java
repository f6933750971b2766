package io.headcount.edge.config;

import java.util.Optional;

/**
 * What looking for people may take of the machine. Immutable.
 *
 * @param cores that detection uses at most, over all cameras; empty leaves it to the program
 */
public record BudgetConfig(Optional<Double> cores) {
  /** What is left to decoding, counting and all else, as a share of the cores. */
  private static final double LEFT = 0.15;

  public BudgetConfig {
    if (cores.isPresent() && !(cores.get() > 0)) {
      throw new IllegalArgumentException("a budget of " + cores.get() + " cores is not positive");
    }
  }

  /** Most of the machine. */
  public static BudgetConfig defaults() {
    return new BudgetConfig(Optional.empty());
  }

  /** Cores that detection may use on a machine that has so many. */
  public double coresOf(int processors) {
    return cores.orElse(processors * (1 - LEFT));
  }
}
