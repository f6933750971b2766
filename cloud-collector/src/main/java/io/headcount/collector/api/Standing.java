package io.headcount.collector.api;

import java.util.Optional;

/** Looks again who asks, for requests that last; empty once token or session are out of force. */
@FunctionalInterface
interface Standing {
  Optional<Caller> now();
}
