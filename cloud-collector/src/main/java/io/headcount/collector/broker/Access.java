package io.headcount.collector.broker;

import java.util.Optional;

/** Decides who may enter the embedded broker. Called by several threads at once. */
@FunctionalInterface
public interface Access {
  /**
   * Who this is; empty refuses the connection. May take its time: it is asked once for a
   * connection, away from the threads that serve the others, and by 16 threads at most.
   *
   * @param user never empty
   * @param password never empty; wiped after the call
   * @param clientId what the client calls itself; empty where it leaves that to the broker. Proves
   *     nothing
   */
  Optional<Principal> authenticate(String user, char[] password, String clientId);
}
