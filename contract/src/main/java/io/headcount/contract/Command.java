package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What a collector asks of a device; the signed text on {@code cmd}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Command.Ping.class, name = "ping"),
  @JsonSubTypes.Type(value = Command.Snapshot.class, name = "snapshot"),
  @JsonSubTypes.Type(value = Command.Replay.class, name = "replay"),
  @JsonSubTypes.Type(value = Command.Restart.class, name = "restart")
})
public sealed interface Command {
  /** Version of each kind. */
  int VERSION = 1;

  /** Names the command in its reply. */
  String id();

  /** After this moment it is refused. */
  Instant expires();

  /** Answer, to show that you can. Immutable. */
  @JsonPropertyOrder({"v", "id", "expires"})
  record Ping(int v, String id, Instant expires) implements Command {
    public Ping {
      check(v, id);
    }
  }

  /** Publish your {@link Health} now. Immutable. */
  @JsonPropertyOrder({"v", "id", "expires"})
  record Snapshot(int v, String id, Instant expires) implements Command {
    public Snapshot {
      check(v, id);
    }
  }

  /**
   * Send again what you hold of these times. Immutable.
   *
   * @param from first moment
   * @param to the moment after the last
   */
  @JsonPropertyOrder({"v", "id", "expires", "from", "to"})
  record Replay(int v, String id, Instant expires, Instant from, Instant to) implements Command {
    public Replay {
      check(v, id);
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("a replay from " + from + " to " + to + " has no time");
      }
    }
  }

  /** Start anew. Immutable. */
  @JsonPropertyOrder({"v", "id", "expires"})
  record Restart(int v, String id, Instant expires) implements Command {
    public Restart {
      check(v, id);
    }
  }

  private static void check(int v, String id) {
    Check.version(v, VERSION);
    Check.name("id", id);
  }
}
