package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * What became of a command. Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param id of the command; empty when the command could not be read
 * @param serial of the signed message that it came in; 0 when that could not be read
 * @param detail in words; may be empty
 */
@JsonPropertyOrder({"v", "id", "serial", "at", "outcome", "detail"})
public record Reply(int v, String id, long serial, Instant at, Outcome outcome, String detail) {
  public static final int VERSION = 1;

  public Reply {
    Check.version(v, VERSION);
    if (!id.isEmpty()) {
      Check.name("id", id);
    }
    Check.notNegative("serial", serial);
  }

  /** How it ended. */
  public enum Outcome {
    /** It was done, or has begun where it ends later. */
    @JsonProperty("done")
    DONE,
    /** It was not tried. */
    @JsonProperty("refused")
    REFUSED,
    /** It was tried and did not work. */
    @JsonProperty("failed")
    FAILED
  }
}
