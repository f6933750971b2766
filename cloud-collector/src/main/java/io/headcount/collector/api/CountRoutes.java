package io.headcount.collector.api;

import io.headcount.collector.people.Permission;
import io.headcount.collector.query.By;
import io.headcount.collector.query.Comparison;
import io.headcount.collector.query.Comparisons;
import io.headcount.collector.query.Grain;
import io.headcount.collector.query.Page;
import io.headcount.collector.query.Passages;
import io.headcount.collector.query.Period;
import io.headcount.collector.query.Point;
import io.headcount.collector.query.Queries;
import io.headcount.collector.query.Question;
import io.headcount.collector.query.Series;
import io.headcount.collector.query.Sight;
import io.headcount.collector.query.Stays;
import io.headcount.collector.query.StoreNow;
import io.headcount.collector.query.Subject;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Numbers over time, beside each other, and at this moment. Immutable. */
final class CountRoutes {
  private final Queries queries;
  private final Answers answers;
  private final InstantSource clock;
  private final Measured<Passages> counts;
  private final Measured<Stays> visits;
  private final Measured<Sight> coverage;

  CountRoutes(Queries queries, Answers answers, InstantSource clock) {
    this.queries = queries;
    this.answers = answers;
    this.clock = clock;
    this.counts =
        new Measured<>(
            "line",
            queries.lines(),
            queries.lineComparisons(),
            Tables.subjects("line"),
            Tables.PASSAGES,
            Tables.PASSAGE_NUMBERS);
    this.visits =
        new Measured<>(
            "zone",
            queries.zones(),
            queries.zoneComparisons(),
            Tables.subjects("zone"),
            Tables.STAYS,
            Tables.STAY_NUMBERS);
    this.coverage =
        new Measured<>(
            "camera",
            queries.cameras(),
            queries.cameraComparisons(),
            Tables.CAMERA_SUBJECTS,
            Tables.SIGHT,
            List.of());
  }

  /** What is told of one kind of number. Immutable. */
  private record Measured<V>(
      String part,
      Series<V> series,
      Comparisons<V> comparisons,
      Table<Subject> subjects,
      Table<V> values,
      List<Tables.Figure<V>> numbers) {

    /** Its parameters that say what is meant; a camera is named like any other. */
    Set<String> selecting() {
      Set<String> names = new HashSet<>(Set.of("store", "device", "camera", "by"));
      if (!part.equals("camera")) {
        names.addAll(Set.of(part, "type"));
      }
      return names;
    }

    String nameParameter() {
      return part.equals("camera") ? "" : part;
    }
  }

  /** Which numbers are compared. */
  private enum Numbers {
    COUNTS,
    VISITS
  }

  List<Route> routes() {
    return List.of(
        Route.read("/api/v1/counts", Permission.SEE_NUMBERS, (q, r, c) -> series(q, r, c, counts)),
        Route.read("/api/v1/visits", Permission.SEE_NUMBERS, (q, r, c) -> series(q, r, c, visits)),
        Route.read(
            "/api/v1/coverage", Permission.SEE_NUMBERS, (q, r, c) -> series(q, r, c, coverage)),
        Route.read("/api/v1/compare/periods", Permission.SEE_NUMBERS, this::periods),
        Route.read("/api/v1/compare/stores", Permission.SEE_NUMBERS, this::stores),
        Route.read("/api/v1/now", Permission.SEE_NUMBERS, this::now));
  }

  private <V> void series(
      ServerRequest request, ServerResponse response, Caller caller, Measured<V> measured) {
    Set<String> known = measured.selecting();
    known.addAll(Set.of("from", "to", "grain"));
    Parameters asked = new Parameters(request, known);
    Question question =
        new Question(
            asked.selection(caller.reads(), measured.nameParameter(), asked.by(measured.part())),
            asked.period(),
            asked.grain(Grain.DAY));
    if (asked.csv()) {
      Table<Point<V>> table =
          Table.<Point<V>>empty()
              .with(measured.subjects(), Point::subject)
              .with(Tables.points(measured.values()), p -> p)
              .with("simulated", Point::simulated);
      try (CsvStream<Point<V>> out = new CsvStream<>(response, table)) {
        measured.series().each(question, out::row);
        out.finish();
      }
      return;
    }
    answers.ok(response, json(question, measured, measured.series().list(question)));
  }

  private <V> Map<String, Object> json(
      Question question, Measured<V> measured, List<Point<V>> points) {
    Map<Subject, List<Point<V>>> bySubject = new LinkedHashMap<>();
    points.forEach(
        p -> bySubject.computeIfAbsent(p.subject(), subject -> new ArrayList<>()).add(p));
    Table<Point<V>> table = Tables.points(measured.values());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("simulated", points.stream().anyMatch(Point::simulated));
    body.put("from", question.period().first());
    body.put("to", question.period().last());
    body.put("grain", question.grain());
    List<Object> series = new ArrayList<>();
    bySubject.forEach(
        (subject, those) -> {
          Map<String, Object> one = measured.subjects().json(subject);
          one.put("points", those.stream().map(table::json).toList());
          series.add(one);
        });
    body.put("series", series);
    return body;
  }

  private static final Set<String> PERIODS =
      Set.of("from", "to", "against", "grain", "align", "numbers");

  private void periods(ServerRequest request, ServerResponse response, Caller caller) {
    switch (numbers(request)) {
      case COUNTS -> periods(request, response, caller, counts);
      case VISITS -> periods(request, response, caller, visits);
    }
  }

  private static Numbers numbers(ServerRequest request) {
    return new Parameters(request, request.query().names())
        .choice("numbers", Numbers.class, Numbers.COUNTS);
  }

  private <V> void periods(
      ServerRequest request, ServerResponse response, Caller caller, Measured<V> measured) {
    Set<String> known = measured.selecting();
    known.addAll(PERIODS);
    known.add("againstTo");
    Parameters asked = new Parameters(request, known);
    Period now = asked.period();
    LocalDate first = asked.date("against");
    Period then =
        new Period(first, asked.perhapsDate("againstTo").orElse(first.plusDays(now.days() - 1L)));
    List<Comparison<V>> compared =
        measured
            .comparisons()
            .periods(
                new Question(
                    asked.selection(
                        caller.reads(), measured.nameParameter(), asked.by(measured.part())),
                    now,
                    asked.grain(Grain.TOTAL)),
                then,
                asked.choice("align", Comparisons.Align.class, Comparisons.Align.WEEKDAY));
    Table<Comparison<V>> table =
        Table.<Comparison<V>>empty()
            .with(measured.subjects(), Comparison::subject)
            .with(Tables.compared(measured.numbers()), c -> c)
            .with("simulated", CountRoutes::isSimulated);
    answers.page(
        response,
        table,
        new Page<>(compared, OptionalInt.empty()),
        compared.stream().anyMatch(CountRoutes::isSimulated),
        asked.csv());
  }

  private static boolean isSimulated(Comparison<?> compared) {
    return compared.now().map(Point::simulated).orElse(false)
        || compared.then().map(Point::simulated).orElse(false);
  }

  private void stores(ServerRequest request, ServerResponse response, Caller caller) {
    switch (numbers(request)) {
      case COUNTS -> stores(request, response, caller, counts);
      case VISITS -> stores(request, response, caller, visits);
    }
  }

  private <V> void stores(
      ServerRequest request, ServerResponse response, Caller caller, Measured<V> measured) {
    Set<String> known = measured.selecting();
    known.remove("by");
    known.addAll(Set.of("from", "to", "numbers"));
    Parameters asked = new Parameters(request, known);
    Question question =
        new Question(
            asked.selection(caller.reads(), measured.nameParameter(), By.STORE),
            asked.period(),
            Grain.TOTAL);
    List<Point<V>> points = measured.series().list(question);
    Table<Point<V>> table =
        Table.<Point<V>>empty()
            .with("store", p -> p.subject().store())
            .with(Tables.points(measured.values()), p -> p);
    for (Tables.Figure<V> number : measured.numbers()) {
      long total = points.stream().mapToLong(p -> number.value().applyAsLong(p.values())).sum();
      table =
          table
              .with("total" + number.name(), p -> total)
              .with(
                  "share" + number.name(),
                  p ->
                      Tables.rounded(
                          total == 0
                              ? 0
                              : (double) number.value().applyAsLong(p.values()) / total));
    }
    answers.page(
        response,
        table.with("simulated", Point::simulated),
        new Page<>(points, OptionalInt.empty()),
        points.stream().anyMatch(Point::simulated),
        asked.csv());
  }

  private void now(ServerRequest request, ServerResponse response, Caller caller) {
    Parameters asked = new Parameters(request, Set.of("store", "limit", "offset"));
    Page<StoreNow> page =
        queries.current().stores(asked.selection(caller.reads(), "", By.STORE), asked.range());
    answers.page(
        response,
        Tables.now(clock.instant()),
        page,
        page.items().stream().anyMatch(StoreNow::simulated),
        asked.csv());
  }
}
