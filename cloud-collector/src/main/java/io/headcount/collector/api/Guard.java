package io.headcount.collector.api;

import io.headcount.collector.history.ApiTokens;
import io.headcount.collector.pages.Pages;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets nobody pass without a token, but to {@value #OPEN} and to pages, which hold nothing of
 * anybody; and nobody too often. Thread-safe. A network that tried too many wrong tokens is not
 * heard for a while.
 */
final class Guard implements Filter {
  static final String OPEN = "/health";
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([!-~]{1,200})");

  private final Pages pages;
  private final ApiTokens tokens;
  private final Answers answers;
  private final Rationing requests;
  private final Rationing failures;

  Guard(
      Pages pages, ApiTokens tokens, Answers answers, ApiOptions.Rates rates, LongSupplier nanos) {
    this.pages = pages;
    this.tokens = tokens;
    this.answers = answers;
    Duration refill =
        Duration.ofNanos(Duration.ofSeconds(1).toNanos() * rates.burst() / rates.perSecond());
    this.requests = new Rationing(rates.burst(), refill, nanos);
    this.failures = new Rationing(rates.failures(), Duration.ofMinutes(1), nanos);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    HEADERS.forEach(response::header);
    String path = request.path().path();
    if (pages.has(path)) {
      response.header("Content-Security-Policy", Pages.POLICY);
      chain.proceed();
      return;
    }
    if (path.equals(OPEN)) {
      chain.proceed();
      return;
    }
    String network = network(request.remotePeer().address());
    if (!failures.any(network)) {
      tooMany(response, "too many wrong tokens came from your network", failures.wait(network));
      return;
    }
    Optional<Caller> caller =
        request
            .headers()
            .first(HeaderNames.AUTHORIZATION)
            .map(BEARER::matcher)
            .filter(Matcher::matches)
            .flatMap(matcher -> tokens.check(matcher.group(1)))
            .flatMap(Caller::of);
    if (caller.isEmpty()) {
      failures.take(network);
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"headcount\"");
      answers.error(
          response,
          new ApiError(
              Status.UNAUTHORIZED_401,
              "token",
              "no token that is in force came with the request",
              "send Authorization: Bearer hc_..., as 'headcount-collector token' issues it"));
    } else if (!requests.take(caller.get().token())) {
      tooMany(response, "this token asks too often", requests.wait(caller.get().token()));
    } else {
      request.context().register(caller.get());
      chain.proceed();
    }
  }

  private void tooMany(RoutingResponse response, String message, Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    response.header(HeaderNames.RETRY_AFTER, Long.toString(seconds));
    answers.error(
        response,
        new ApiError(
            Status.TOO_MANY_REQUESTS_429,
            "too_often",
            message,
            "wait for %d s, then ask less often".formatted(seconds)));
  }

  private static String network(SocketAddress address) {
    return address instanceof InetSocketAddress internet && internet.getAddress() != null
        ? Rationing.network(internet.getAddress())
        : address.toString();
  }
}
