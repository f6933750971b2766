package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Optional;

/**
 * People who went from one zone to another of the same camera. Immutable.
 *
 * @param from id of the zone that they were in last; absent when they came into the picture
 * @param to id of the zone that they came to next; absent when they left the picture
 * @param count how many did
 */
@JsonPropertyOrder({"from", "to", "count"})
public record Flow(Optional<String> from, Optional<String> to, long count) {
  public Flow {
    from.ifPresent(zone -> Check.id("from", zone));
    to.ifPresent(zone -> Check.id("to", zone));
    Check.between("count", count, 1, Check.MAX_SEQ);
    if (from.equals(to)) {
      throw new IllegalArgumentException("a flow leads from one zone to another");
    }
  }

  /** What names it on its camera. */
  public String way() {
    return from.orElse("") + '>' + to.orElse("");
  }
}
