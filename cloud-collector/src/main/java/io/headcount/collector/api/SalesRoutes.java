package io.headcount.collector.api;

import io.headcount.collector.history.Sales;
import io.headcount.collector.people.AuditLog;
import io.headcount.collector.people.Deed;
import io.headcount.collector.people.Permission;
import io.headcount.collector.query.By;
import io.headcount.collector.query.Conversion;
import io.headcount.collector.query.Grain;
import io.headcount.collector.query.Point;
import io.headcount.collector.query.Queries;
import io.headcount.collector.query.Question;
import io.headcount.collector.query.Subject;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes sales in and sets them against those who came in. Immutable. */
final class SalesRoutes {
  private static final Table<Subject> STORES = Table.<Subject>empty().with("store", Subject::store);

  private final Queries queries;
  private final Sales sales;
  private final SalesText text;
  private final AuditLog log;
  private final Answers answers;

  SalesRoutes(Queries queries, Sales sales, SalesText text, AuditLog log, Answers answers) {
    this.queries = queries;
    this.sales = sales;
    this.text = text;
    this.log = log;
    this.answers = answers;
  }

  List<Route> routes() {
    return List.of(
        Route.write(Method.PUT, "/api/v1/stores/{store}/sales", Permission.WRITE_NOTES, this::put),
        Route.read("/api/v1/conversion", Permission.SEE_NUMBERS, this::conversion));
  }

  private void put(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    String store = request.path().pathParameters().get("store");
    String tenant = caller.reads().tenant();
    if (!caller.reads().allows(tenant, store)) {
      throw ApiError.unknown("the store", "/api/v1/stores");
    }
    if (!caller.writes().allows(tenant, store)) {
      throw ApiRoutes.forbidden();
    }
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    byte[] body = RequestBody.of(request);
    List<Sales.Sale> told = type.startsWith("text/csv") ? text.csv(body) : text.json(body);
    if (!sales.put(tenant, store, told)) {
      throw ApiError.unknown("the store", "/api/v1/stores");
    }
    if (caller.person().isPresent()) {
      // tills tell all day long
      log.add(caller.actor(Origin.of(request)), Deed.SALES_TOLD, store, "", inShort(told));
    }
    answers.send(response, Status.OK_200, Map.of("store", store, "stored", told.size()));
  }

  private static String inShort(List<Sales.Sale> told) {
    List<LocalDateTime> starts = told.stream().map(Sales.Sale::start).sorted().toList();
    return "%d sales from %s to %s".formatted(told.size(), starts.getFirst(), starts.getLast());
  }

  private void conversion(ServerRequest request, ServerResponse response, Caller caller) {
    Parameters asked = new Parameters(request, Set.of("store", "from", "to", "grain"));
    Question question =
        new Question(
            asked.selection(caller.reads(), "", By.STORE), asked.period(), asked.grain(Grain.DAY));
    List<Point<Conversion>> points = queries.conversions().list(question);
    Table<Point<Conversion>> table = Tables.points(Tables.CONVERSION);
    if (asked.csv()) {
      Table<Point<Conversion>> rows =
          Table.<Point<Conversion>>empty()
              .with(STORES, Point::subject)
              .with(table, p -> p)
              .with("simulated", Point::simulated);
      try (CsvStream<Point<Conversion>> out = new CsvStream<>(response, rows)) {
        points.forEach(out::row);
        out.finish();
      }
    } else {
      answers.ok(response, Tables.series(question, STORES, table, points));
    }
  }
}
