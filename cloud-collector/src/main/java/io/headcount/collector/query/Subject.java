package io.headcount.collector.query;

import java.util.Optional;

/**
 * Who a number is of. Immutable. What was summed over is absent.
 *
 * @param name of the line or zone
 */
public record Subject(
    Optional<String> store,
    Optional<String> device,
    Optional<String> camera,
    Optional<String> name) {
  static final Subject ALL =
      new Subject(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  static Subject ofStore(String store) {
    return new Subject(Optional.of(store), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
