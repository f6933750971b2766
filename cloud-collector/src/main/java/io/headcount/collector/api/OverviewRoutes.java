package io.headcount.collector.api;

import io.headcount.collector.history.Places;
import io.headcount.collector.history.Places.Place;
import io.headcount.collector.people.AuditLog;
import io.headcount.collector.people.Deed;
import io.headcount.collector.people.Permission;
import io.headcount.collector.query.By;
import io.headcount.collector.query.Overview;
import io.headcount.collector.query.Page;
import io.headcount.collector.query.StoreGlance;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All stores at a glance, and where people put them. Immutable. */
final class OverviewRoutes {
  private static final Set<String> FIELDS = Set.of("group", "region", "capacity");
  private static final String EXAMPLE =
      "{\"group\": \"City\", \"region\": \"North\", \"capacity\": 120}";

  private final Overview overview;
  private final Places places;
  private final AuditLog log;
  private final Answers answers;
  private final Json json;
  private final InstantSource clock;

  OverviewRoutes(
      Overview overview,
      Places places,
      AuditLog log,
      Answers answers,
      Json json,
      InstantSource clock) {
    this.overview = overview;
    this.places = places;
    this.log = log;
    this.answers = answers;
    this.json = json;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.read("/api/v1/overview", Permission.SEE_NUMBERS, this::overview),
        Route.write(
            Method.PUT, "/api/v1/stores/{store}/place", Permission.WRITE_NOTES, this::place));
  }

  private void overview(ServerRequest request, ServerResponse response, Caller caller) {
    Parameters asked = new Parameters(request, Set.of("store", "limit", "offset"));
    Page<StoreGlance> page =
        overview.stores(asked.selection(caller.reads(), "", By.STORE), asked.range(Page.MOST));
    Table<StoreGlance> table = Tables.glance(clock.instant(), caller.may(Permission.SEE_FLEET));
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
    Fields fields = new Fields(request, json, FIELDS, EXAMPLE);
    Place place = place(fields);
    if (!places.put(tenant, store, place)) {
      throw unknown(store);
    }
    Map<String, Object> body = Tables.PLACE.json(place);
    String became = new String(json.bytes(body), StandardCharsets.UTF_8);
    log.add(caller.actor(Origin.of(request)), Deed.STORE_PLACED, store, "", became);
    body.put("store", store);
    answers.ok(response, body);
  }

  private static ApiError unknown(String store) {
    return ApiError.unknown("store '" + store + "'", "/api/v1/stores");
  }

  private static Place place(Fields fields) {
    try {
      return new Place(
          fields.perhaps("group").orElse(""),
          fields.perhaps("region").orElse(""),
          fields.number("capacity"));
    } catch (IllegalArgumentException e) {
      throw fields.refused(String.valueOf(e.getMessage()));
    }
  }
}
