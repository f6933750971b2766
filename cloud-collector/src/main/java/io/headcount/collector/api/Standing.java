package io.headcount.collector.api;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks again who asks, for requests that last. Immutable.
 *
 * @param look gives nobody once the token or the session is out of force
 */
record Standing(Supplier<Optional<Caller>> look) {
  Optional<Caller> now() {
    return look.get();
  }
}
