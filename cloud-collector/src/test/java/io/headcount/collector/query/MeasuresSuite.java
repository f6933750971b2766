package io.headcount.collector.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.Sales;
import io.headcount.collector.history.Storage;
import io.headcount.collector.measure.Flows;
import io.headcount.collector.measure.Grids;
import io.headcount.contract.Bins;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Flow;
import io.headcount.contract.Heat;
import io.headcount.contract.LineCount;
import io.headcount.contract.QueueCount;
import io.headcount.contract.Sketch;
import io.headcount.contract.ZoneCount;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of windows by way of hours and days, against the windows themselves. */
abstract class MeasuresSuite {
  private static final Instant NOW = Instant.parse("2026-06-03T12:00:00Z");
  private static final Instant BEGIN = Instant.parse("2026-06-01T20:00:00Z");
  private static final Period PERIOD =
      new Period(LocalDate.parse("2026-06-01"), LocalDate.parse("2026-06-04"));
  private static final int STEP = 13; // minutes

  private final Scope scope = Scope.ofTenant("acme");
  private final List<CountWindow> sent = new ArrayList<>();
  private History history;
  private Filling filling;
  private Queries queries;
  private int tenant;

  abstract Storage newStorage() throws Exception;

  @BeforeEach
  void open() throws Exception {
    Storage storage = newStorage();
    history = History.open(new HistoryOptions(storage), () -> NOW);
    filling = new Filling(storage);
    queries = new Queries(history, () -> NOW, new Limits(50_000, 100_000));
    tenant = filling.tenant("acme");
    sent.clear(); // one instance may run all tests
  }

  @AfterEach
  void close() {
    filling.close();
    history.close();
  }

  /** A store with a door, tills and a lift, which had people for a day and a half. */
  private void shop(String name, String zone, long seed) {
    Random random = new Random(seed);
    Filling.Store store = filling.store(tenant, name, zone, false);
    Filling.Device device = filling.device(store, "box", false, NOW, true);
    Filling.Camera tills = filling.camera(device, "tills");
    Filling.Camera lift = filling.camera(device, "lift");
    filling.line(tills, "door");
    filling.zone(tills, "queue", "queue");
    filling.zone(tills, "till", "service");
    filling.zone(lift, "lift", "queue");
    filling.together(
        () -> {
          for (int minute = 0; minute < 36 * 60; minute += STEP) {
            Instant start = BEGIN.plus(Duration.ofMinutes(minute));
            put(tills, tills(start, random));
            put(lift, lift(start, random));
            filling.touch(store, start);
          }
        });
    roll();
  }

  private void put(Filling.Camera camera, CountWindow window) {
    filling.window(camera, 1, window);
    sent.add(window);
  }

  private void roll() {
    while (history.roller().rollSome(1000) > 0) {
      // until nothing is left
    }
  }

  private static CountWindow tills(Instant start, Random random) {
    Sketch waits = sketch(random.nextInt(5), random);
    long served = random.nextLong(waits.count() + 1);
    Sketch dwell = sketch(random.nextInt(5), random);
    Sketch paid = sketch(random.nextInt(3), random);
    return new CountWindow(
        1,
        "tills",
        start,
        0,
        1,
        600,
        "r1",
        List.of(
            new LineCount(
                "door", "every_crossing", random.nextInt(5), random.nextInt(5), 9_000, 9_000)),
        List.of(
            new ZoneCount(
                "queue",
                "queue",
                dwell.count(),
                0,
                5,
                random.nextInt(4),
                4,
                Optional.of(dwell),
                Optional.of(
                    new QueueCount(
                        waits, Optional.of(served), Optional.of(waits.count() - served)))),
            new ZoneCount(
                "till", "service", paid.count(), 0, 5, 1, 1, Optional.of(paid), Optional.empty())),
        0,
        Optional.of(
            List.of(
                new Flow(Optional.empty(), Optional.of("queue"), 1 + random.nextInt(3)),
                new Flow(Optional.of("queue"), Optional.of("till"), 1 + random.nextInt(3)))),
        Optional.of(heat(random)));
  }

  private static CountWindow lift(Instant start, Random random) {
    Sketch waits = sketch(random.nextInt(3), random);
    return new CountWindow(
        1,
        "lift",
        start,
        0,
        1,
        600,
        "r1",
        List.of(),
        List.of(
            new ZoneCount(
                "lift",
                "queue",
                waits.count(),
                0,
                5,
                0.5,
                2,
                Optional.of(waits),
                Optional.of(new QueueCount(waits, Optional.empty(), Optional.empty())))),
        0,
        Optional.of(List.of()),
        Optional.of(heat(random)));
  }

  private static Heat heat(Random random) {
    long[] presence = new long[32 * 18];
    long[] stationary = new long[32 * 18];
    for (int i = 0; i < 10; i++) {
      int cell = random.nextInt(presence.length);
      presence[cell] = 1L + random.nextInt(600);
      stationary[cell] = random.nextLong(presence[cell] + 1);
    }
    return new Heat(32, 18, Bins.of(presence), Bins.of(stationary));
  }

  private static Sketch sketch(int count, Random random) {
    return Sketch.of(random.longs(count, 500, 900_000).mapToObj(Duration::ofMillis).toList());
  }

  private Question asked(By by, Grain grain) {
    return new Question(Selection.of(scope, by), PERIOD, grain);
  }

  private List<ZoneCount> zones() {
    return sent.stream().flatMap(window -> window.zones().stream()).toList();
  }

  @ParameterizedTest
  @EnumSource
  void dwellsAndWaitsAreThoseOfAllWindowsAtEachGrain(Grain grain) {
    shop("berlin", "Europe/Berlin", 1);
    shop("pune", "Asia/Kolkata", 2);
    Sketch dwell =
        zones().stream().map(z -> z.dwell().orElseThrow()).reduce(Sketch.NONE, Sketch::plus);
    Sketch waits =
        zones().stream()
            .flatMap(z -> z.queue().stream())
            .map(QueueCount::waits)
            .reduce(Sketch.NONE, Sketch::plus);
    long served =
        zones().stream()
            .flatMap(z -> z.queue().stream())
            .mapToLong(q -> q.served().orElse(0L))
            .sum();

    for (By by : By.values()) {
      if (by != By.ALL || (grain != Grain.MINUTE && grain != Grain.HOUR)) {
        Stays all = together(queries.zones().list(asked(by, grain)));
        assertThat(all.dwell()).contains(dwell);
        assertThat(all.visits()).isEqualTo(dwell.count());

        Stays.Waits queues =
            together(queries.queues().list(asked(by, grain))).queue().orElseThrow();
        assertThat(queues.lengths()).isEqualTo(waits);
        assertThat(queues.served()).contains(served);
      }
    }
  }

  private static Stays together(List<Point<Stays>> points) {
    return points.stream().map(Point::values).reduce(Stays::plus).orElseThrow();
  }

  @Test
  void whereNoServiceIsNobodyIsServedOrGivesUp() {
    shop("berlin", "Europe/Berlin", 3);
    List<Point<Stays>> queues = queries.queues().list(asked(By.PART, Grain.TOTAL));

    assertThat(queues).extracting(p -> p.subject().name().orElseThrow()).contains("queue", "lift");
    assertThat(queues).hasSize(2);
    for (Point<Stays> point : queues) {
      boolean tills = point.subject().name().orElseThrow().equals("queue");
      Stays.Waits waits = point.values().queue().orElseThrow();
      assertThat(waits.lengths().count()).isPositive();
      assertThat(waits.served().isPresent()).isEqualTo(tills);
      assertThat(waits.abandoned().isPresent()).isEqualTo(tills);
    }
  }

  @ParameterizedTest
  @EnumSource
  void waysAndHeatAddUpAtEachGrain(Grain grain) {
    shop("berlin", "Europe/Berlin", 4);
    shop("pune", "Asia/Kolkata", 5);
    Flows ways =
        sent.stream().map(w -> Flows.of(w.flows().orElseThrow())).reduce(Flows.NONE, Flows::plus);
    Heat heat = sent.stream().map(w -> w.heat().orElseThrow()).reduce(Heat::plus).orElseThrow();

    assertThat(
            queries.flows().list(asked(By.PART, grain)).stream()
                .map(Point::values)
                .reduce(Flows.NONE, Flows::plus))
        .isEqualTo(ways);
    assertThat(
            queries.heat().list(asked(By.PART, grain)).stream()
                .map(Point::values)
                .reduce(Grids.NONE, Grids::plus))
        .isEqualTo(Grids.of(heat));
  }

  @Test
  void whoIsInsideIsCountedMinuteByMinuteHoweverItIsAsked() {
    shop("berlin", "Europe/Berlin", 6);
    long inside = 0;
    long peak = 0;
    long corrected = 0;
    LocalDate day = LocalDate.MIN;
    List<Inside> minutes = new ArrayList<>();
    List<Inside> days = new ArrayList<>();
    for (CountWindow window : sent) {
      if (!window.lines().isEmpty()) {
        LocalDate date = LocalDate.ofInstant(window.start(), ZoneId.of("Europe/Berlin"));
        if (!date.equals(day)) {
          if (!day.equals(LocalDate.MIN)) {
            days.add(new Inside(inside, peak, corrected));
          }
          day = date;
          inside = 0;
          peak = 0;
          corrected = 0;
        }
        long before = inside;
        long net = window.lines().getFirst().in() - window.lines().getFirst().out();
        long added = Math.max(0, -(inside + net));
        inside = Math.max(0, inside + net);
        peak = Math.max(peak, inside);
        corrected += added;
        minutes.add(new Inside(inside, Math.max(before, inside), added));
      }
    }
    days.add(new Inside(inside, peak, corrected));

    assertThat(queries.occupancy().list(asked(By.STORE, Grain.MINUTE)))
        .extracting(Point::values)
        .isEqualTo(minutes);
    assertThat(queries.occupancy().list(asked(By.STORE, Grain.DAY)))
        .extracting(Point::values)
        .isEqualTo(days);
    List<Point<Inside>> hours = queries.occupancy().list(asked(By.STORE, Grain.HOUR));
    assertThat(hours.getLast().values().inside()).isEqualTo(inside);
    assertThat(hours).extracting(p -> p.values().peak()).contains(days.getFirst().peak());
    assertThat(hours.stream().mapToLong(p -> p.values().corrected()).sum())
        .isEqualTo(days.stream().mapToLong(Inside::corrected).sum())
        .isPositive();
    assertThat(
            queries
                .current()
                .stores(Selection.of(scope, By.STORE), new Page.Range(0, 10))
                .items()
                .getFirst()
                .inside())
        .contains(days.getLast());
  }

  @Test
  void whatNoBoxToldIsAbsentAndNotZero() {
    Filling.Store store = filling.store(tenant, "old", "Europe/Berlin", false);
    Filling.Camera camera = filling.camera(filling.device(store, "box", false, NOW, true), "tills");
    filling.line(camera, "door");
    filling.zone(camera, "queue", "queue");
    filling.window(
        camera,
        BEGIN,
        1,
        1,
        new LineCount("door", "every_crossing", 3, 1, 3, 1),
        new ZoneCount("queue", "queue", 2, 0, 30, 1, 2));
    filling.touch(store, BEGIN);
    roll();

    for (Grain grain : Grain.values()) {
      Stays stays = together(queries.zones().list(asked(By.STORE, grain)));
      assertThat(stays.visits()).isEqualTo(2);
      assertThat(stays.dwell()).isEmpty();
      assertThat(stays.queue()).isEmpty();
      assertThat(queries.flows().list(asked(By.PART, grain))).isEmpty();
      assertThat(queries.heat().list(asked(By.PART, grain))).isEmpty();
    }
    assertThat(queries.occupancy().list(asked(By.STORE, Grain.DAY)))
        .extracting(Point::values)
        .containsExactly(new Inside(2, 2, 0));
  }

  @Test
  void salesMeetThoseWhoCameInOnTheDaysThatAreKnown() {
    shop("berlin", "Europe/Berlin", 7);
    LocalDate second = LocalDate.parse("2026-06-02");
    long entries =
        queries.lines().list(asked(By.STORE, Grain.DAY)).stream()
            .filter(p -> p.slot().day().equals(second))
            .mapToLong(p -> p.values().in())
            .sum();
    assertThat(queries.conversions().list(asked(By.STORE, Grain.DAY))).isEmpty();

    assertThat(
            history
                .sales()
                .put(
                    "acme",
                    "berlin",
                    List.of(
                        sale(Sales.Span.HOUR, "2026-06-02T10:00", 3, Optional.of(10.0)),
                        sale(Sales.Span.HOUR, "2026-06-02T11:00", 4, Optional.empty()))))
        .isTrue();
    assertThat(history.sales().put("acme", "nowhere", List.of())).isFalse();
    assertThat(queries.conversions().list(asked(By.STORE, Grain.DAY)))
        .extracting(Point::values)
        .containsExactly(new Conversion(entries, 7, Optional.of(10.0)));
    assertThat(queries.conversions().list(asked(By.STORE, Grain.HOUR)))
        .extracting(p -> p.values().transactions())
        .containsExactly(3L, 4L);

    history
        .sales()
        .put(
            "acme",
            "berlin",
            List.of(sale(Sales.Span.DAY, "2026-06-02T00:00", 50, Optional.of(99.5))));
    for (Grain grain : List.of(Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.TOTAL)) {
      assertThat(queries.conversions().list(asked(By.STORE, grain)))
          .extracting(Point::values)
          .containsExactly(new Conversion(entries, 50, Optional.of(99.5)));
    }
  }

  private static Sales.Sale sale(
      Sales.Span span, String start, long transactions, Optional<Double> revenue) {
    return new Sales.Sale(span, LocalDateTime.parse(start), transactions, revenue);
  }

  @Test
  void aTenantWithoutQueuesHasNone() {
    Filling.Store store = filling.store(tenant, "plain", "Europe/Berlin", false);
    filling.line(filling.camera(filling.device(store, "box", false, NOW, true), "door"), "door");

    assertThat(queries.queues().list(asked(By.STORE, Grain.TOTAL))).isEmpty();
    assertThat(queries.queues().list(asked(By.ALL, Grain.DAY))).isEmpty();
  }
}
