package io.headcount.edge.status;

import io.headcount.web.access.HostName;
import io.headcount.web.access.StrictHeaders;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Refuses requests that were meant for another name, and tells browsers to be strict. A page on the
 * internet may point its own name at this box's address; then the Host header gives it away.
 * Immutable.
 */
final class Guard implements Filter {
  private final Place place;
  private final StrictHeaders headers;
  private final Answers answers;

  Guard(Place place, Answers answers) {
    this.place = place;
    this.headers = headers(place);
    this.answers = answers;
  }

  static StrictHeaders headers(Place place) {
    return place.tls() ? StrictHeaders.withTls() : StrictHeaders.plain();
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    headers.set(response);
    String host = request.headers().first(HeaderNames.HOST).orElse("");
    if (place.answersTo(HostName.of(host))) {
      chain.proceed();
    } else {
      answers.error(
          response,
          Status.FORBIDDEN_403,
          "this box does not answer to the name '" + host + "'",
          place.tls()
              ? "use the box's address or host name, or add the name to status.names"
              : "open the page as http://localhost with the port of the status page");
    }
  }
}
