package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;

/**
 * How a box does; published every minute and on command. Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param uptimeSeconds since the agent's start
 * @param backlog records that wait for the collector's acknowledgement
 * @param storedBytes what the records take on the disk
 * @param budgetBytes what they may take
 * @param coarsened minutes that were put together for want of room, since the database was made
 * @param evicted records that were given up for want of room, since the database was made
 * @param cameras each camera that is enabled
 * @param problems what a person should look at, worst first
 */
@JsonPropertyOrder({
  "v",
  "at",
  "uptimeSeconds",
  "backlog",
  "storedBytes",
  "budgetBytes",
  "coarsened",
  "evicted",
  "cameras",
  "problems"
})
public record Health(
    int v,
    Instant at,
    long uptimeSeconds,
    long backlog,
    long storedBytes,
    long budgetBytes,
    long coarsened,
    long evicted,
    List<Camera> cameras,
    List<Problem> problems) {
  public static final int VERSION = 1;

  public Health {
    Check.version(v, VERSION);
    Check.notNegative("uptimeSeconds", uptimeSeconds);
    Check.notNegative("backlog", backlog);
    Check.notNegative("storedBytes", storedBytes);
    Check.notNegative("budgetBytes", budgetBytes);
    Check.notNegative("coarsened", coarsened);
    Check.notNegative("evicted", evicted);
    cameras = Check.distinct("camera", cameras, Camera::id);
    problems = List.copyOf(problems);
  }

  /**
   * How one camera does. Immutable.
   *
   * @param state such as {@code streaming} or {@code stalled}
   * @param framesPerSecond looked at
   */
  @JsonPropertyOrder({"id", "state", "framesPerSecond"})
  public record Camera(String id, String state, double framesPerSecond) {
    public Camera {
      Check.id("camera", id);
      Check.name("state", state);
      Check.notNegative("framesPerSecond", framesPerSecond);
    }
  }

  /**
   * Something to look at. Immutable.
   *
   * @param what is the matter, in words
   * @param cure what to do about it; may be empty
   */
  @JsonPropertyOrder({"severity", "what", "cure"})
  public record Problem(Severity severity, String what, String cure) {
    public Problem {
      Check.text("what", what, 4096);
    }
  }

  /** How bad a problem is. */
  public enum Severity {
    @JsonProperty("error")
    ERROR,
    @JsonProperty("warning")
    WARNING
  }
}
