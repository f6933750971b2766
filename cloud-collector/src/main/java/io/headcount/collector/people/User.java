package io.headcount.collector.people;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who may use the pages, or might. Immutable.
 *
 * @param id the database's number
 * @param disabled since when nothing is allowed, if so
 * @param signedIn when that was done last
 * @param chosen whether there is a password
 * @param invited until when the open invitation is good, where there is one
 */
public record User(
    int id,
    Profile profile,
    Instant created,
    Optional<Instant> disabled,
    Optional<Instant> signedIn,
    boolean chosen,
    Optional<Instant> invited) {

  public String login() {
    return profile.login();
  }

  public String tenant() {
    return profile.scope().tenant();
  }

  /** Whether the user may come in from an address. */
  boolean admitted(InetAddress address) {
    return disabled.isEmpty()
        && (profile.networks().isEmpty()
            || profile.networks().stream().anyMatch(network -> network.holds(address)));
  }
}
