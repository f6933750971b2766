package io.headcount.collector.api;

import io.headcount.collector.measure.Flows;
import io.headcount.collector.measure.Grids;
import io.headcount.collector.people.Permission;
import io.headcount.collector.query.By;
import io.headcount.collector.query.Grain;
import io.headcount.collector.query.Inside;
import io.headcount.collector.query.Point;
import io.headcount.collector.query.Queries;
import io.headcount.collector.query.Question;
import io.headcount.collector.query.Series;
import io.headcount.collector.query.Stays;
import io.headcount.collector.query.Subject;
import io.headcount.contract.Flow;
import io.headcount.contract.Heat;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Where people are, wait and go: queues, ways, heat and who is inside. Immutable. */
final class PlaceRoutes {
  private static final Set<String> CAMERAS =
      Set.of("store", "device", "camera", "from", "to", "grain");
  private static final Table<Subject> STORES = Table.<Subject>empty().with("store", Subject::store);

  private final Queries queries;
  private final Answers answers;

  PlaceRoutes(Queries queries, Answers answers) {
    this.queries = queries;
    this.answers = answers;
  }

  List<Route> routes() {
    return List.of(
        Route.read("/api/v1/queues", Permission.SEE_NUMBERS, this::queues),
        Route.read("/api/v1/flows", Permission.SEE_NUMBERS, this::flows),
        Route.read("/api/v1/heat", Permission.SEE_NUMBERS, this::heat),
        Route.read("/api/v1/occupancy", Permission.SEE_NUMBERS, this::occupancy));
  }

  /** What queues are ordered by; all but the first from the most to the least. */
  private enum Sort {
    NAME,
    LENGTH,
    PEAK,
    WAIT,
    ABANDONED;

    Comparator<Point<Stays>> order() {
      return Comparator.comparingDouble(
          point -> -number(point.values()).orElse(Double.NEGATIVE_INFINITY));
    }

    private Optional<Double> number(Stays stays) {
      return switch (this) {
        case NAME -> Optional.empty();
        case LENGTH -> Tables.length(stays);
        case PEAK -> Optional.of((double) stays.peak());
        case WAIT -> Tables.quantile(Tables.waits(stays), 0.5);
        case ABANDONED -> Tables.abandonedShare(stays);
      };
    }
  }

  private void queues(ServerRequest request, ServerResponse response, Caller caller) {
    Parameters asked =
        new Parameters(
            request,
            Set.of("store", "device", "camera", "zone", "by", "from", "to", "grain", "sort"));
    Question question =
        new Question(
            asked.selection(caller.reads(), "zone", asked.by("zone")),
            asked.period(),
            asked.grain(Grain.TOTAL));
    Sort sort = asked.choice("sort", Sort.class, Sort.NAME);
    if (sort != Sort.NAME && question.grain() != Grain.TOTAL) {
      throw ApiError.parameter("sort", "needs one number a queue", "ask for grain=total");
    }
    Table<Point<Stays>> table = Tables.points(Tables.QUEUES);
    List<Point<Stays>> points = queries.queues().list(question);
    if (sort != Sort.NAME) {
      points = points.stream().sorted(sort.order()).toList();
    }
    if (asked.csv()) {
      csv(response, Tables.subjects("zone"), table, points);
    } else {
      answers.ok(response, Tables.series(question, Tables.subjects("zone"), table, points));
    }
  }

  private void occupancy(ServerRequest request, ServerResponse response, Caller caller) {
    Parameters asked = new Parameters(request, Set.of("store", "from", "to", "grain"));
    Question question =
        new Question(
            asked.selection(caller.reads(), "", By.STORE), asked.period(), asked.grain(Grain.HOUR));
    Table<Point<Inside>> table = Tables.points(Tables.INSIDE);
    List<Point<Inside>> points = queries.occupancy().list(question);
    if (asked.csv()) {
      csv(response, STORES, table, points);
    } else {
      answers.ok(response, Tables.series(question, STORES, table, points));
    }
  }

  private <V> void csv(
      ServerResponse response,
      Table<Subject> subjects,
      Table<Point<V>> points,
      List<Point<V>> rows) {
    Table<Point<V>> table =
        Table.<Point<V>>empty()
            .with(subjects, Point::subject)
            .with(points, p -> p)
            .with("simulated", Point::simulated);
    try (CsvStream<Point<V>> out = new CsvStream<>(response, table)) {
      rows.forEach(out::row);
      out.finish();
    }
  }

  private void flows(ServerRequest request, ServerResponse response, Caller caller) {
    parts(
        request,
        response,
        caller,
        queries.flows(),
        "flows",
        point -> point.values().list().stream().map(PlaceRoutes::way).toList(),
        Tables.FLOW,
        Flows::list);
  }

  private static Map<String, Object> way(Flow flow) {
    Map<String, Object> way = new LinkedHashMap<>();
    way.put("from", flow.from());
    way.put("to", flow.to());
    way.put("count", flow.count());
    return way;
  }

  private void heat(ServerRequest request, ServerResponse response, Caller caller) {
    parts(
        request,
        response,
        caller,
        queries.heat(),
        "grids",
        point -> point.values().grids().stream().map(PlaceRoutes::grid).toList(),
        Tables.CELL,
        PlaceRoutes::cells);
  }

  private static List<Tables.HeatCell> cells(Grids grids) {
    return grids.grids().stream().flatMap(grid -> Tables.HeatCell.of(grid).stream()).toList();
  }

  private static Map<String, Object> grid(Heat heat) {
    Map<String, Object> grid = new LinkedHashMap<>();
    grid.put("columns", heat.columns());
    grid.put("rows", heat.rows());
    grid.put("personSeconds", heat.presence().total() / 10.0);
    List<List<Number>> cells = new ArrayList<>();
    Tables.HeatCell.of(heat)
        .forEach(c -> cells.add(List.of(c.cell(), c.presence(), c.stationary())));
    grid.put("cells", cells);
    return grid;
  }

  /** What is told of each camera, and has several rows for each part of the period. */
  private <V, R> void parts(
      ServerRequest request,
      ServerResponse response,
      Caller caller,
      Series<V> series,
      String name,
      Function<Point<V>, ?> json,
      Table<R> rows,
      Function<V, List<R>> rowsOf) {
    Parameters asked = new Parameters(request, CAMERAS);
    Question question =
        new Question(
            asked.selection(caller.reads(), "", By.PART), asked.period(), asked.grain(Grain.TOTAL));
    if (asked.csv()) {
      Table<Row<V, R>> table =
          Table.<Row<V, R>>empty()
              .with(Tables.CAMERA_SUBJECTS, row -> row.point().subject())
              .with(Tables.SLOTS, row -> row.point().slot())
              .with(rows, Row::row)
              .with(Tables.COVERAGE, row -> row.point().coverage())
              .with("simulated", row -> row.point().simulated());
      try (CsvStream<Row<V, R>> out = new CsvStream<>(response, table)) {
        series.each(
            question,
            point -> rowsOf.apply(point.values()).forEach(row -> out.row(new Row<>(point, row))));
        out.finish();
      }
      return;
    }
    Table<Point<V>> table =
        Table.<Point<V>>empty()
            .with(Tables.SLOTS, Point::slot)
            .with(name, json)
            .with(Tables.COVERAGE, Point::coverage);
    answers.ok(
        response, Tables.series(question, Tables.CAMERA_SUBJECTS, table, series.list(question)));
  }

  /** One of the rows of a point. Immutable. */
  private record Row<V, R>(Point<V> point, R row) {}
}
