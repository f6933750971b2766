package io.headcount.collector.api;

import io.headcount.collector.query.QueryException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every address there is. Immutable. */
final class ApiRoutes implements HttpService {
  private final Map<String, List<Route>> byPath = new LinkedHashMap<>();
  private final Answers answers;
  private final byte[] description;

  ApiRoutes(List<Route> routes, ApiMetrics metrics, LiveStreams streams, Answers answers) {
    this.answers = answers;
    this.description = description();
    List<Route> all = new ArrayList<>(routes);
    all.add(Route.read("/api/v1/live", streams::serve));
    all.add(Route.read("/metrics", metrics::send));
    all.add(
        Route.read(
            "/openapi.yaml",
            (request, response, caller) ->
                response.header(HeaderNames.CONTENT_TYPE, "application/yaml").send(description)));
    all.forEach(r -> byPath.computeIfAbsent(r.path(), path -> new ArrayList<>()).add(r));
  }

  private static byte[] description() {
    try (InputStream in =
        Optional.ofNullable(ApiRoutes.class.getResourceAsStream("openapi.yaml"))
            .orElseThrow(() -> new IllegalStateException("openapi.yaml is not in the program"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every method and path, as the API's description writes them. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    byPath
        .values()
        .forEach(
            routes ->
                routes.forEach(
                    r ->
                        operations.add(
                            r.method().text().toLowerCase(Locale.ROOT) + " " + r.path())));
    operations.add("get " + Guard.OPEN);
    return operations;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(Guard.OPEN, (request, response) -> answers.ok(response, Map.of("live", true)));
    byPath.forEach(
        (path, routes) -> {
          routes.forEach(route -> rules.route(route.method(), path, handler(route)));
          rules.any(path, (request, response) -> wrongMethod(response, routes));
        });
    rules.any(
        (request, response) ->
            answers.error(
                response,
                new ApiError(
                    Status.NOT_FOUND_404,
                    "address",
                    "nothing is at this address",
                    "see /openapi.yaml for what can be asked")));
  }

  private void wrongMethod(ServerResponse response, List<Route> routes) {
    String allowed = String.join(", ", routes.stream().map(r -> r.method().text()).toList());
    response.header(HeaderNames.ALLOW, allowed);
    answers.error(
        response,
        new ApiError(
            Status.METHOD_NOT_ALLOWED_405,
            "method",
            "this address does not take that method",
            "use " + allowed));
  }

  private Handler handler(Route route) {
    return (request, response) -> {
      try {
        Caller caller =
            request
                .context()
                .get(Caller.class)
                .orElseThrow(() -> new IllegalStateException("a request passed without a token"));
        if (route.writes() && !caller.mayWrite()) {
          throw forbidden();
        }
        route.action().answer(request, response, caller);
      } catch (ApiError e) {
        answers.error(response, e);
      } catch (QueryException e) {
        answers.error(response, error(e));
      }
    };
  }

  static ApiError forbidden() {
    return new ApiError(
        Status.FORBIDDEN_403,
        "scope",
        "this token may only read here",
        "use a token with a scope such as write:TENANT/STORE");
  }

  private static ApiError error(QueryException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case UNKNOWN -> new ApiError(Status.NOT_FOUND_404, "unknown", message, e.cure());
      case REFUSED -> new ApiError(Status.BAD_REQUEST_400, "refused", message, e.cure());
      case TOO_LONG -> new ApiError(Status.BAD_REQUEST_400, "too_long", message, e.cure());
    };
  }
}
