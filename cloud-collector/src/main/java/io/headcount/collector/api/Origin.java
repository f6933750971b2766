package io.headcount.collector.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;

/**
 * Where a request comes from. Immutable.
 *
 * @param address of who asks, behind all proxies that are trusted
 */
record Origin(InetAddress address) {
  /** As the guard found it. */
  static Origin of(ServerRequest request) {
    return request
        .context()
        .get(Origin.class)
        .orElseThrow(() -> new IllegalStateException("a request passed without a look at it"));
  }

  /** As it calls itself; empty when it says nothing. */
  static String browser(ServerRequest request) {
    return request.headers().first(HeaderNames.USER_AGENT).orElse("");
  }
}
