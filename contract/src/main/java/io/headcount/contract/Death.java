package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The box is not connected: its last will, or its farewell. Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param number of the connection that ended
 */
@JsonPropertyOrder({"v", "number"})
public record Death(int v, long number) implements Presence {
  public static final int VERSION = 1;

  public Death {
    Check.version(v, VERSION);
    Check.seq("number", number);
  }

  public Death(long number) {
    this(VERSION, number);
  }
}
