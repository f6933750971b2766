package io.headcount.edge.status;

import io.headcount.edge.access.BoxAccess;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Csrf;
import io.headcount.web.access.SessionCookie;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets only those in who may: people by their session, programs by a token, which only reads. What
 * changes something with a session has to come from our own page. Thread-safe. Every address that
 * is not named open is covered, whoever adds it.
 */
final class Doorkeeper implements Filter {
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([!-~]{1,200})");

  /** Not pages: who asks for these is told in JSON. */
  private static final Pattern FOR_PROGRAMS =
      Pattern.compile("/(api|page|metrics|health)(/.*)?|/favicon\\.ico");

  private final BoxAccess access;
  private final SessionCookie cookie;
  private final Set<String> open;
  private final Set<String> forPeople;
  private final Answers answers;

  /** Whether whoever asked may still be answered; long answers ask again and again. */
  record Caller(BooleanSupplier in) {}

  /**
   * @param open paths that need nobody to be known
   * @param forPeople paths that no token opens
   */
  Doorkeeper(
      BoxAccess access,
      SessionCookie cookie,
      Set<String> open,
      Set<String> forPeople,
      Answers answers) {
    this.access = access;
    this.cookie = cookie;
    this.open = Set.copyOf(open);
    this.forPeople = Set.copyOf(forPeople);
    this.answers = answers;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    String path = request.path().path();
    if (open.contains(path)) {
      chain.proceed();
      return;
    }
    Optional<String> bearer = bearer(request);
    if (bearer.isPresent()) {
      program(bearer.get(), chain, request, response);
      return;
    }
    Optional<AccessToken> session = cookie.read(request).filter(access::signedIn);
    if (session.isEmpty()) {
      refuse(path, request, response);
    } else if (!Csrf.safe(request.prologue().method())
        && !Csrf.passes(request.headers(), session.get())) {
      answers.error(
          response,
          Status.FORBIDDEN_403,
          "this did not come from the box's own page",
          "load the page again and repeat it there");
    } else {
      request.context().register(new Caller(() -> access.signedIn(session.get())));
      chain.proceed();
    }
  }

  private void program(
      String token, FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (!access.admits(token)) {
      unauthorized(response, "the token is not in force");
    } else if (!Csrf.safe(request.prologue().method())) {
      answers.error(
          response, Status.FORBIDDEN_403, "a token only reads", "change it on the box's page");
    } else if (forPeople.contains(request.path().path())) {
      answers.error(
          response, Status.FORBIDDEN_403, "no token opens this", "sign in on the box's page");
    } else {
      request.context().register(new Caller(() -> access.admits(token)));
      chain.proceed();
    }
  }

  private void refuse(String path, RoutingRequest request, RoutingResponse response) {
    if (FOR_PROGRAMS.matcher(path).matches() || !request.prologue().method().equals(Method.GET)) {
      unauthorized(response, "nobody is signed in");
      return;
    }
    String entrance = access.claimed() ? "/sign-in" : "/set-up";
    String query = request.query().rawValue();
    String wanted = query.isEmpty() ? path : path + "?" + query;
    String then =
        path.equals("/") ? "" : "?to=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
    response
        .status(Status.SEE_OTHER_303)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.LOCATION, entrance + then)
        .send();
  }

  private void unauthorized(RoutingResponse response, String error) {
    response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"headcount\"");
    answers.error(
        response,
        Status.UNAUTHORIZED_401,
        error,
        access.claimed()
            ? "sign in on the page, or send Authorization: Bearer with a token of"
                + " 'headcount-agent token create'"
            : "nobody has claimed this box: open its page and type its code, or send a token of"
                + " 'headcount-agent token create'");
  }

  private static Optional<String> bearer(RoutingRequest request) {
    return request
        .headers()
        .first(HeaderNames.AUTHORIZATION)
        .map(BEARER::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1));
  }
}
