package io.headcount.edge.status;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Refuses requests that were meant for another name, and tells browsers to be strict. A page on the
 * internet may point its own name at this box's loopback address; then the Host header gives it
 * away. Immutable.
 */
final class Guard implements Filter {
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), microphone=(), geolocation=()");

  private final Set<String> names;
  private final Answers answers;

  Guard(String boundName, Answers answers) {
    Set<String> served = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    served.add(boundName.toLowerCase(Locale.ROOT));
    names = Set.copyOf(served);
    this.answers = answers;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    HEADERS.forEach(response::header);
    String host = request.headers().first(HeaderNames.HOST).orElse("");
    if (names.contains(withoutPort(host))) {
      chain.proceed();
    } else {
      answers.error(
          response,
          Status.FORBIDDEN_403,
          "this box does not answer to the name '" + host + "'",
          "open the page as http://localhost with the port of the status page");
    }
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']');
    return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }
}
