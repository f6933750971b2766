package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;

/**
 * Which configuration a device runs, and what became of the desired one; the retained message on
 * {@code config/reported}. Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param serial of the desired configuration that this is about; 0 when there was none
 * @param revision of the lines and zones in force
 * @param reasons why it was rejected or rolled back, each with its place and cure
 */
@JsonPropertyOrder({"v", "at", "serial", "state", "revision", "reasons"})
public record ReportedConfig(
    int v, Instant at, long serial, State state, String revision, List<String> reasons) {
  public static final int VERSION = 1;

  /** Stands for a revision that only the box itself knows. */
  public static final String NO_REVISION = "unknown";

  public ReportedConfig {
    Check.version(v, VERSION);
    Check.notNegative("serial", serial);
    Check.name("revision", revision);
    reasons = List.copyOf(reasons);
  }

  /** Where the desired configuration stands. */
  public enum State {
    /** The device runs the file it was set up with, or what was changed on its own page. */
    @JsonProperty("local")
    LOCAL,
    /** The desired one runs on trial. */
    @JsonProperty("trial")
    TRIAL,
    /** The desired one runs and has proved itself. */
    @JsonProperty("applied")
    APPLIED,
    /** The desired one was never tried: wrong signature, old, or not valid. */
    @JsonProperty("rejected")
    REJECTED,
    /** The desired one was tried and did not do; the one before runs again. */
    @JsonProperty("rolled_back")
    ROLLED_BACK
  }
}
