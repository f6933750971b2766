package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Optional;

/**
 * How the waits of one queue ended in one minute. Immutable. Where no service zone is on the
 * camera, nobody knows who was served: {@code served} and {@code abandoned} are absent, and the
 * waits are the visits.
 *
 * @param waits how long they were
 * @param served how many ended at the service
 * @param abandoned how many ended in any other way
 */
@JsonPropertyOrder({"waits", "served", "abandoned"})
public record QueueCount(Sketch waits, Optional<Long> served, Optional<Long> abandoned) {
  public QueueCount {
    served.ifPresent(count -> Check.notNegative("served", count));
    abandoned.ifPresent(count -> Check.notNegative("abandoned", count));
    if (served.isPresent() != abandoned.isPresent()) {
      throw new IllegalArgumentException("served and abandoned are told together, or not at all");
    }
    if (served.isPresent() && served.get() + abandoned.orElse(0L) != waits.count()) {
      throw new IllegalArgumentException(
          "%d waits, but %d served and %d abandoned"
              .formatted(waits.count(), served.get(), abandoned.orElse(0L)));
    }
  }
}
