package io.headcount.collector.people;

/**
 * Who does something, and from where, as the log tells it. Immutable.
 *
 * @param tenant whose log it belongs to; empty where none is known
 * @param who a login, {@code token ID}, or empty where nobody is known
 * @param address empty on the collector's machine
 */
public record Actor(String tenant, String who, String address) {
  /** Whoever has the collector's machine. */
  public static Actor commandLine(String tenant) {
    return new Actor(tenant, "command line", "");
  }
}
