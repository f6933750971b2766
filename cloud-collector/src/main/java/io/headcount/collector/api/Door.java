package io.headcount.collector.api;

import io.headcount.collector.people.Subnet;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From where requests may come. Immutable.
 *
 * @param tls whether they come with TLS
 * @param proxies who may say in {@code X-Forwarded-For} whose requests they pass on
 * @param allow who may come; everybody when it is empty
 */
record Door(boolean tls, List<Subnet> proxies, List<Subnet> allow) {
  private static final HeaderName FORWARDED = HeaderNames.create("X-Forwarded-For");

  Door {
    proxies = List.copyOf(proxies);
    allow = List.copyOf(allow);
  }

  /** Who asks, when that is one who may. */
  Optional<Origin> origin(InetAddress peer, Headers headers) {
    // what crosses the network in the clear comes from the proxy, or from nobody
    boolean secure = tls || proxies.isEmpty() || peer.isLoopbackAddress() || in(proxies, peer);
    InetAddress client = client(peer, headers);
    return secure && (allow.isEmpty() || in(allow, client))
        ? Optional.of(new Origin(client))
        : Optional.empty();
  }

  /** Goes back along the proxies as long as each is to be believed. */
  private InetAddress client(InetAddress peer, Headers headers) {
    List<String> hops = hops(headers);
    InetAddress client = peer;
    for (int i = hops.size() - 1; i >= 0 && in(proxies, client); i--) {
      try {
        client = InetAddress.ofLiteral(hops.get(i));
      } catch (IllegalArgumentException e) {
        return client; // no address: what stands before it was not written by a proxy
      }
    }
    return client;
  }

  private static List<String> hops(Headers headers) {
    return headers.contains(FORWARDED)
        ? headers.get(FORWARDED).allValues().stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .map(String::strip)
            .toList()
        : List.of();
  }

  private static boolean in(List<Subnet> subnets, InetAddress address) {
    return subnets.stream().anyMatch(subnet -> subnet.holds(address));
  }
}
