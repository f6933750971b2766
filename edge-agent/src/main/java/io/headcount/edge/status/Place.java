package io.headcount.edge.status;

import io.headcount.web.access.HostName;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a page is served. Immutable.
 *
 * @param port 0 takes any free one
 * @param names under which it is asked for, beside loopback's own; small letters
 * @param identity the certificate, when the page comes with TLS
 */
public record Place(
    InetAddress address, int port, Set<String> names, Optional<PageIdentity> identity) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  public Place {
    names = Set.copyOf(names);
    if (!address.isLoopbackAddress() && identity.isEmpty()) {
      throw new IllegalArgumentException(
          "a page at %s is open to the network and needs TLS: use 127.0.0.1"
              .formatted(address.getHostAddress()));
    }
  }

  /** For browsers on this box alone. */
  public static Place loopback(InetAddress address, int port) {
    return new Place(address, port, Set.of(), Optional.empty());
  }

  boolean tls() {
    return identity.isPresent();
  }

  /**
   * Whether a request that names this host is meant for the page. A page on the internet may point
   * its own name at the box's address, never an address: so those of the network are all taken.
   */
  boolean answersTo(String host) {
    return LOOPBACK.contains(host)
        || host.equals(address.getHostAddress())
        || names.contains(host)
        || (!address.isLoopbackAddress() && HostName.isAddress(host));
  }

  /** The host by which people reach it: a name where it listens at every address. */
  String host() {
    if (!address.isAnyLocalAddress()) {
      return HostName.inUri(address.getHostAddress());
    }
    return new TreeSet<>(names)
        .stream()
            .filter(name -> !HostName.isAddress(name) && !name.equals("localhost"))
            .findFirst()
            .orElse("localhost");
  }
}
