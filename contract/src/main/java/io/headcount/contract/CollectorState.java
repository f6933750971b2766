package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * Whether a collector takes data in; retained, and its last will. Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param collector its name
 * @param online whether it is there
 * @param generation which life of the database it writes to
 * @param at the collector's time when it connected
 */
@JsonPropertyOrder({"v", "collector", "online", "generation", "at"})
public record CollectorState(
    int v, String collector, boolean online, String generation, Instant at) {
  public static final int VERSION = 1;

  public CollectorState {
    Check.version(v, VERSION);
    Check.id("collector", collector);
    Check.name("generation", generation);
  }
}
