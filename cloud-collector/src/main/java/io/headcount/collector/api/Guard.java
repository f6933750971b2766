package io.headcount.collector.api;

import io.headcount.collector.history.ApiTokens;
import io.headcount.collector.pages.Pages;
import io.headcount.collector.people.Sessions;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Csrf;
import io.headcount.web.access.Network;
import io.headcount.web.access.SessionCookie;
import io.headcount.web.access.StrictHeaders;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out who asks before anything else is done, by a token or by a session's cookie; the routes
 * say what that must be. Thread-safe. Lets nobody pass from where nobody may come, nobody too
 * often, and no request that another site made a browser send. A network that tried too many wrong
 * tokens is not heard for a while.
 */
final class Guard implements Filter {
  static final String OPEN = "/health";

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([!-~]{1,200})");
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

  private final Pages pages;
  private final Door door;
  private final ApiTokens tokens;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final StrictHeaders strict;
  private final Answers answers;
  private final Rationing requests;
  private final Rationing failures;

  Guard(
      Pages pages,
      Door door,
      ApiTokens tokens,
      Sessions sessions,
      SessionCookie cookie,
      StrictHeaders strict,
      Answers answers,
      ApiOptions.Rates rates,
      LongSupplier nanos) {
    this.pages = pages;
    this.door = door;
    this.tokens = tokens;
    this.sessions = sessions;
    this.cookie = cookie;
    this.strict = strict;
    this.answers = answers;
    Duration refill =
        Duration.ofNanos(Duration.ofSeconds(1).toNanos() * rates.burst() / rates.perSecond());
    this.requests = new Rationing(rates.burst(), refill, nanos);
    this.failures = new Rationing(rates.failures(), Duration.ofMinutes(1), nanos);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    strict.set(response);
    String path = request.path().path();
    if (path.equals(OPEN)) {
      chain.proceed();
      return;
    }
    Optional<Origin> origin = origin(request);
    if (origin.isEmpty()) {
      answers.error(
          response,
          new ApiError(
              Status.FORBIDDEN_403,
              "network",
              "nobody may come from your network",
              "come from another one; http.allow and http.behind_proxy say which"));
      return;
    }
    if (pages.has(path)) {
      chain.proceed();
      return;
    }
    request.context().register(origin.get());
    Optional<String> bearer = request.headers().first(HeaderNames.AUTHORIZATION);
    if (bearer.isPresent()) {
      program(bearer.get(), origin.get(), chain, request, response);
    } else {
      person(origin.get(), chain, request, response);
    }
  }

  private Optional<Origin> origin(RoutingRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress internet
            && internet.getAddress() != null
        ? door.origin(internet.getAddress(), request.headers())
        : Optional.empty();
  }

  private void program(
      String bearer,
      Origin origin,
      FilterChain chain,
      RoutingRequest request,
      RoutingResponse response) {
    String network = network(origin.address());
    if (!failures.any(network)) {
      tooMany(response, "too many wrong tokens came from your network", failures.wait(network));
      return;
    }
    Optional<Caller> caller = caller(bearer);
    if (caller.isEmpty()) {
      failures.take(network);
    }
    pass(caller, new Standing(() -> caller(bearer)), network, chain, request, response);
  }

  private Optional<Caller> caller(String bearer) {
    Matcher matcher = BEARER.matcher(bearer);
    return matcher.matches()
        ? tokens.check(matcher.group(1)).flatMap(Caller::of)
        : Optional.empty();
  }

  private void person(
      Origin origin, FilterChain chain, RoutingRequest request, RoutingResponse response) {
    Optional<AccessToken> token = cookie.read(request);
    Standing standing =
        new Standing(
            () ->
                token.flatMap(
                    t -> sessions.find(t, origin.address()).map(session -> Caller.of(session, t))));
    Optional<Caller> caller = standing.now();
    boolean safe = Csrf.safe(request.prologue().method());
    boolean forged =
        caller.isPresent()
            ? !Csrf.passes(request.headers(), token.orElseThrow())
            : fromAnotherSite(request.headers());
    if (!safe && forged) {
      answers.error(
          response,
          new ApiError(
              Status.FORBIDDEN_403,
              "csrf",
              "the request does not come from a page of this collector",
              "send %s with what GET /api/v1/session says".formatted(Csrf.HEADER)));
      return;
    }
    pass(caller, standing, network(origin.address()), chain, request, response);
  }

  /** Programs that are no browser say nothing of it. */
  private static boolean fromAnotherSite(Headers headers) {
    boolean browser = headers.contains(FETCH_SITE) || headers.contains(HeaderNames.ORIGIN);
    return browser && !Csrf.sameOrigin(headers);
  }

  private void pass(
      Optional<Caller> caller,
      Standing standing,
      String network,
      FilterChain chain,
      RoutingRequest request,
      RoutingResponse response) {
    String name = caller.map(Caller::name).orElse(network);
    if (!requests.take(name)) {
      tooMany(response, "you ask too often", requests.wait(name));
      return;
    }
    caller.ifPresent(request.context()::register);
    request.context().register(standing);
    chain.proceed();
  }

  private void tooMany(RoutingResponse response, String message, Duration wait) {
    answers.tooMany(response, message, Math.max(1, wait.plusMillis(999).toSeconds()));
  }

  private static String network(InetAddress address) {
    return Network.of(address).name();
  }
}
