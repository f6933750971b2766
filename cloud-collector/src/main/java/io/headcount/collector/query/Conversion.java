package io.headcount.collector.query;

import java.util.Optional;

/**
 * How many of those who came in paid. Immutable. Of the hours or days of which sales are known and
 * in which somebody was counted, and of no others.
 *
 * @param entries people who came in then
 * @param transactions what tills rang up then
 * @param revenue in the stores' currency; absent where it was not told
 */
public record Conversion(long entries, long transactions, Optional<Double> revenue) {
  Conversion plus(Conversion other) {
    return new Conversion(
        entries + other.entries,
        transactions + other.transactions,
        revenue.isEmpty() ? other.revenue : Optional.of(revenue.get() + other.revenue.orElse(0.0)));
  }
}
