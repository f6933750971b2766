package io.headcount.collector.api;

import io.headcount.collector.pages.Pages;
import io.headcount.collector.people.AuditLog;
import io.headcount.collector.people.Deed;
import io.headcount.collector.people.PeopleException;
import io.headcount.collector.people.Permission;
import io.headcount.collector.query.QueryException;
import io.headcount.web.access.PasswordsBusyException;
import io.headcount.web.page.PageFiles;
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
import java.util.TreeMap;
import java.util.TreeSet;

/** Every address there is. Immutable. */
final class ApiRoutes implements HttpService {
  /** What is at every address that is none of the others. */
  private static final Route.Answer NOTHING =
      (request, response, caller) -> {
        throw new ApiError(
            Status.NOT_FOUND_404,
            "address",
            "nothing is at this address",
            "see /openapi.yaml for what can be asked");
      };

  private final Map<String, List<Route>> byPath = new LinkedHashMap<>();
  private final Pages pages;
  private final AuditLog log;
  private final Answers answers;
  private final byte[] description;

  ApiRoutes(
      List<Route> routes,
      ApiMetrics metrics,
      LiveStreams streams,
      Pages pages,
      AuditLog log,
      Answers answers) {
    this.pages = pages;
    this.log = log;
    this.answers = answers;
    this.description = description();
    List<Route> all = new ArrayList<>(routes);
    all.add(Route.read("/api/v1/live", Permission.SEE_NUMBERS, streams::serve));
    all.add(Route.read("/metrics", Permission.SEE_FLEET, metrics::send));
    all.add(
        Route.forAll(
            "/openapi.yaml",
            (request, response, caller) -> {
              new Parameters(request, Set.of());
              response.header(HeaderNames.CONTENT_TYPE, "application/yaml").send(description);
            }));
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
    Set<String> operations = new TreeSet<>(needs().keySet());
    operations.add("get " + Guard.OPEN);
    return operations;
  }

  /** What the route of each operation needs. */
  Map<String, Need> needs() {
    Map<String, Need> needs = new TreeMap<>();
    byPath
        .values()
        .forEach(routes -> routes.forEach(route -> needs.put(operation(route), route.need())));
    return needs;
  }

  private static String operation(Route route) {
    return route.method().text().toLowerCase(Locale.ROOT) + " " + route.path();
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
        (request, response) -> {
          if (PageFiles.wanted(request)) {
            pages.sendInstead(request, response);
          } else {
            handler(new Route(request.prologue().method(), "", new Need.Anybody(), NOTHING))
                .handle(request, response);
          }
        });
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
        Optional<Caller> caller = request.context().get(Caller.class);
        require(route.need(), caller);
        boolean export = caller.isPresent() && Parameters.csv(request);
        if (export && !caller.get().may(Permission.EXPORT)) {
          throw notAllowed(caller.get(), Permission.EXPORT);
        }
        route.answer().to(request, response, caller);
        if (export && caller.get().person().isPresent()) {
          // programs ask for CSV all day long
          log.add(
              caller.get().actor(Origin.of(request)),
              Deed.EXPORTED,
              route.path(),
              "",
              request.query().rawValue());
        }
      } catch (ApiError e) {
        if (e.status().equals(Status.UNAUTHORIZED_401)) {
          response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"headcount\"");
        }
        answers.error(response, e);
      } catch (QueryException e) {
        answers.error(response, error(e));
      } catch (PeopleException e) {
        answers.error(response, error(e));
      } catch (PasswordsBusyException e) {
        response.header(HeaderNames.RETRY_AFTER, "5");
        answers.error(
            response,
            new ApiError(
                Status.SERVICE_UNAVAILABLE_503,
                "busy",
                String.valueOf(e.getMessage()),
                "try again in some seconds"));
      }
    };
  }

  /** The one place where it is decided who may ask for what. */
  private static void require(Need need, Optional<Caller> caller) {
    if (need instanceof Need.Nothing) {
      return;
    }
    Caller known = caller.orElseThrow(ApiRoutes::unknown);
    if (need instanceof Need.Person && known.person().isEmpty()) {
      throw forPersons();
    }
    if (need instanceof Need.May may && !known.may(may.permission())) {
      throw notAllowed(known, may.permission());
    }
  }

  private static ApiError unknown() {
    return new ApiError(
        Status.UNAUTHORIZED_401,
        "token",
        "no token and no session that is in force came with the request",
        "sign in, or send Authorization: Bearer hc_..., as 'headcount-collector token' issues it");
  }

  private static ApiError forPersons() {
    return new ApiError(
        Status.FORBIDDEN_403, "person", "this is for persons, not for programs", "sign in");
  }

  private static ApiError notAllowed(Caller caller, Permission permission) {
    if (caller.person().isEmpty()) {
      return Caller.WRITING.contains(permission) ? forbidden() : forPersons();
    }
    return new ApiError(
        Status.FORBIDDEN_403,
        "role",
        "your role does not allow this",
        "ask an admin for another role");
  }

  static ApiError forbidden() {
    return new ApiError(
        Status.FORBIDDEN_403,
        "scope",
        "this token may only read here",
        "use a token with a scope such as write:TENANT/STORE");
  }

  private static ApiError error(PeopleException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case UNKNOWN -> new ApiError(Status.NOT_FOUND_404, "unknown", message, e.cure());
      case REFUSED -> new ApiError(Status.BAD_REQUEST_400, "refused", message, e.cure());
      case TAKEN -> new ApiError(Status.CONFLICT_409, "taken", message, e.cure());
    };
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
