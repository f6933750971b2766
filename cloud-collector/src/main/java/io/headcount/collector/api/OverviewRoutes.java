package io.headcount.collector.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.headcount.collector.history.Places;
import io.headcount.collector.history.Places.Place;
import io.headcount.collector.query.By;
import io.headcount.collector.query.Overview;
import io.headcount.collector.query.Page;
import io.headcount.collector.query.StoreGlance;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** All stores at a glance, and where people put them. Immutable. */
final class OverviewRoutes {
  private static final Set<String> FIELDS = Set.of("group", "region", "capacity");
  private static final String SEND =
      "send {\"group\": \"City\", \"region\": \"North\", \"capacity\": 120}";

  private final Overview overview;
  private final Places places;
  private final Answers answers;
  private final Json json;
  private final InstantSource clock;

  OverviewRoutes(
      Overview overview, Places places, Answers answers, Json json, InstantSource clock) {
    this.overview = overview;
    this.places = places;
    this.answers = answers;
    this.json = json;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.read("/api/v1/overview", this::overview),
        Route.write(Method.PUT, "/api/v1/stores/{store}/place", this::place));
  }

  private void overview(ServerRequest request, ServerResponse response, Caller caller) {
    Parameters asked = new Parameters(request, Set.of("store", "limit", "offset"));
    Page<StoreGlance> page =
        overview.stores(asked.selection(caller.reads(), "", By.STORE), asked.range(Page.MOST));
    Table<StoreGlance> table = Tables.glance(clock.instant());
    boolean simulated = page.items().stream().anyMatch(g -> g.now().simulated());
    answers.page(response, table, page, simulated, asked.csv());
  }

  private void place(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    String store = request.path().pathParameters().get("store");
    String tenant = caller.writes().tenant();
    if (!caller.reads().allows(tenant, store)) {
      throw unknown(store);
    }
    if (!caller.writes().allows(tenant, store)) {
      throw ApiRoutes.forbidden();
    }
    Place place = read(request);
    if (!places.put(tenant, store, place)) {
      throw unknown(store);
    }
    Map<String, Object> body = Tables.PLACE.json(place);
    body.put("store", store);
    answers.ok(response, body);
  }

  private static ApiError unknown(String store) {
    return ApiError.unknown("store '" + store + "'", "/api/v1/stores");
  }

  private Place read(ServerRequest request) {
    JsonNode given = tree(request);
    given
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw refused("field '%s' means nothing here".formatted(name));
              }
            });
    try {
      return new Place(text(given, "group"), text(given, "region"), capacity(given));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private JsonNode tree(ServerRequest request) {
    try {
      if (request.content().hasEntity()) {
        JsonNode given = json.mapper().readTree(request.content().as(byte[].class));
        if (given.isObject()) {
          return given;
        }
      }
    } catch (IOException e) {
      throw refused("the body is no JSON");
    }
    throw refused("the body is no JSON object");
  }

  private static ApiError refused(String message) {
    return new ApiError(Status.BAD_REQUEST_400, "body", message, SEND);
  }

  private static String text(JsonNode given, String name) {
    return field(given, name)
        .map(
            value -> {
              if (!value.isTextual()) {
                throw refused("field '%s' is no text".formatted(name));
              }
              return value.textValue().strip();
            })
        .orElse("");
  }

  private static OptionalInt capacity(JsonNode given) {
    Optional<JsonNode> value = field(given, "capacity");
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!value.get().isInt()) {
      throw refused("field 'capacity' is no whole number");
    }
    return OptionalInt.of(value.get().intValue());
  }

  private static Optional<JsonNode> field(JsonNode given, String name) {
    return Optional.ofNullable(given.get(name)).filter(value -> !value.isNull());
  }
}
