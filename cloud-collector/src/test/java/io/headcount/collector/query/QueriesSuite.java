package io.headcount.collector.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.Places.Place;
import io.headcount.collector.history.Storage;
import io.headcount.contract.Birth;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.LineCount;
import io.headcount.contract.ZoneCount;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the history answers, on any database. */
abstract class QueriesSuite {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private History history;
  private Filling filling;
  private Queries queries;
  private int tenant;
  private final Scope scope = Scope.ofTenant("acme");

  abstract Storage newStorage() throws Exception;

  @BeforeEach
  void open() throws Exception {
    Storage storage = newStorage();
    history = History.open(new HistoryOptions(storage), () -> NOW);
    filling = new Filling(storage);
    queries = new Queries(history, () -> NOW, new Limits(100, 200));
    tenant = filling.tenant("acme");
  }

  @AfterEach
  void close() {
    filling.close();
    history.close();
  }

  private Filling.Counter door(String store, String zone) {
    Filling.Store made = filling.store(tenant, store, zone, false);
    Filling.Device device = filling.device(made, "box", false, NOW.minusSeconds(30), true);
    return filling.line(filling.camera(device, "entrance"), "door");
  }

  private static Period days(String first, String last) {
    return new Period(LocalDate.parse(first), LocalDate.parse(last));
  }

  private List<Point<Passages>> lines(By by, Period period, Grain grain) {
    return queries.lines().list(new Question(Selection.of(scope, by), period, grain));
  }

  private static List<String> told(List<Point<Passages>> points) {
    return points.stream()
        .map(
            p ->
                "%s..%s %d/%d"
                    .formatted(p.slot().start(), p.slot().end(), p.values().in(), p.values().out()))
        .toList();
  }

  /**
   * Each hour of a local day, beginning with 1 at midnight; a change of clocks ends an hour too.
   */
  private void wholeDay(Filling.Counter line, String firstHour, int hours) {
    for (int i = 0; i < hours; i++) {
      filling.hour(line, Instant.parse(firstHour).plusMillis(i * HOUR), i + 1, 0, HOUR);
    }
  }

  @Test
  void aDayOf25HoursShowsTwoOClockTwice() {
    wholeDay(door("berlin", "Europe/Berlin"), "2026-10-24T22:00:00Z", 25);

    List<String> hours = told(lines(By.STORE, days("2026-10-25", "2026-10-25"), Grain.HOUR));
    assertThat(hours).hasSize(25);
    assertThat(hours.subList(2, 4))
        .containsExactly(
            "2026-10-25T02:00+02:00..2026-10-25T02:00+01:00 3/0",
            "2026-10-25T02:00+01:00..2026-10-25T03:00+01:00 4/0");
    assertThat(told(lines(By.STORE, days("2026-10-25", "2026-10-25"), Grain.DAY)))
        .containsExactly("2026-10-25T00:00+02:00..2026-10-26T00:00+01:00 325/0");
  }

  @Test
  void aDayOf23HoursLeavesTwoOClockOut() {
    wholeDay(door("berlin", "Europe/Berlin"), "2026-03-28T23:00:00Z", 23);

    List<String> hours = told(lines(By.STORE, days("2026-03-29", "2026-03-29"), Grain.HOUR));
    assertThat(hours).hasSize(23);
    assertThat(hours.subList(1, 3))
        .containsExactly(
            "2026-03-29T01:00+01:00..2026-03-29T03:00+02:00 2/0",
            "2026-03-29T03:00+02:00..2026-03-29T04:00+02:00 3/0");
    Point<Passages> day = lines(By.STORE, days("2026-03-29", "2026-03-29"), Grain.DAY).getFirst();
    assertThat(day.coverage()).isEqualTo(new Coverage(23 * HOUR, 23 * HOUR, 1));
  }

  @Test
  void hoursBeginWhereTheStoreSaysSo() {
    filling.hour(door("pune", "Asia/Kolkata"), Instant.parse("2026-05-09T18:30:00Z"), 7, 5, HOUR);

    assertThat(told(lines(By.STORE, days("2026-05-10", "2026-05-10"), Grain.HOUR)))
        .containsExactly("2026-05-10T00:00+05:30..2026-05-10T01:00+05:30 7/5");
    assertThat(lines(By.STORE, days("2026-05-09", "2026-05-09"), Grain.HOUR)).isEmpty();
  }

  @Test
  void clocksThatGoBackHalfAnHourMakeAShortHour() {
    Filling.Counter door = door("island", "Australia/Lord_Howe");
    filling.hour(door, Instant.parse("2026-04-04T14:00:00Z"), 1, 0, HOUR);
    filling.hour(door, Instant.parse("2026-04-04T15:00:00Z"), 2, 0, HOUR / 2);
    filling.hour(door, Instant.parse("2026-04-04T15:30:00Z"), 3, 0, HOUR);

    assertThat(told(lines(By.STORE, days("2026-04-05", "2026-04-05"), Grain.HOUR)))
        .containsExactly(
            "2026-04-05T01:00+11:00..2026-04-05T01:30+10:30 1/0",
            "2026-04-05T01:30+10:30..2026-04-05T02:00+10:30 2/0",
            "2026-04-05T02:00+10:30..2026-04-05T03:00+10:30 3/0");
  }

  @Test
  void daysAreSummedToWeeksMonthsAndTheWhole() {
    Filling.Counter door = door("berlin", "Europe/Berlin");
    for (int day = 25; day <= 31; day++) {
      filling.hour(door, Instant.parse("2026-05-%dT10:00:00Z".formatted(day)), day, 1, HOUR);
    }
    filling.hour(door, Instant.parse("2026-06-01T10:00:00Z"), 100, 1, HOUR);

    Period period = days("2026-05-27", "2026-06-03");
    assertThat(told(lines(By.STORE, period, Grain.WEEK)))
        .containsExactly(
            "2026-05-27T00:00+02:00..2026-06-01T00:00+02:00 145/5",
            "2026-06-01T00:00+02:00..2026-06-04T00:00+02:00 100/1");
    assertThat(told(lines(By.STORE, period, Grain.MONTH)))
        .containsExactly(
            "2026-05-27T00:00+02:00..2026-06-01T00:00+02:00 145/5",
            "2026-06-01T00:00+02:00..2026-06-04T00:00+02:00 100/1");
    assertThat(told(lines(By.STORE, period, Grain.TOTAL)))
        .containsExactly("2026-05-27T00:00+02:00..2026-06-04T00:00+02:00 245/6");
  }

  @Test
  void zeroIsToldWhereItWasObservedAndNothingWhereNot() {
    Filling.Counter door = door("berlin", "Europe/Berlin");
    filling.hour(door, Instant.parse("2026-05-10T08:00:00Z"), 0, 0, HOUR / 2);
    filling.hour(door, Instant.parse("2026-05-10T10:00:00Z"), 4, 3, HOUR);

    List<Point<Passages>> hours = lines(By.PART, days("2026-05-10", "2026-05-10"), Grain.HOUR);
    assertThat(told(hours))
        .containsExactly(
            "2026-05-10T10:00+02:00..2026-05-10T11:00+02:00 0/0",
            "2026-05-10T12:00+02:00..2026-05-10T13:00+02:00 4/3");
    assertThat(hours.getFirst().coverage()).isEqualTo(new Coverage(HOUR / 2, HOUR, 1));
    assertThat(hours.getFirst().subject().name()).contains("door");
  }

  @Test
  void aCameraIsExpectedUntilAWeekAfterItsLastDay() {
    Filling.Counter door = door("berlin", "Europe/Berlin");
    Filling.Camera back = filling.camera(door.camera().device(), "back");
    Filling.Counter gate = filling.line(back, "gate");
    filling.hour(gate, Instant.parse("2026-05-01T08:00:00Z"), 1, 1, HOUR);
    for (String day : List.of("2026-05-08", "2026-05-09")) {
      filling.hour(door, Instant.parse(day + "T08:00:00Z"), 1, 1, HOUR);
    }

    List<Coverage> coverage =
        lines(By.STORE, days("2026-05-08", "2026-05-09"), Grain.DAY).stream()
            .map(Point::coverage)
            .toList();
    assertThat(coverage)
        .containsExactly(new Coverage(HOUR, 48 * HOUR, 2), new Coverage(HOUR, 24 * HOUR, 1));
  }

  @Test
  void storesOfManyZonesAreOneByTheirOwnDays() {
    filling.hour(
        door("berlin", "Europe/Berlin"), Instant.parse("2026-05-10T08:00:00Z"), 5, 0, HOUR);
    filling.hour(
        door("auckland", "Pacific/Auckland"), Instant.parse("2026-05-09T20:00:00Z"), 6, 0, HOUR);

    assertThat(told(lines(By.ALL, days("2026-05-10", "2026-05-10"), Grain.DAY)))
        .containsExactly("2026-05-10T00:00+12:00..2026-05-11T00:00+02:00 11/0");
    assertThatThrownBy(() -> lines(By.ALL, days("2026-05-10", "2026-05-10"), Grain.HOUR))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("clocks may differ");
  }

  @Test
  void minutesComeAsTheyWereSent() {
    Filling.Counter door = door("berlin", "Europe/Berlin");
    Filling.Counter till = filling.zone(door.camera(), "till", "queue");
    Instant start = Instant.parse("2026-05-10T08:00:00Z");
    ZoneCount zone = new ZoneCount("till", "queue", 2, 1, 30.5, 1.5, 3);
    LineCount line = new LineCount("door", "every_crossing", 2, 1, 2, 1);
    filling.window(door.camera(), start, 1, 0.5, line, zone);
    filling.window(door.camera(), start.plusSeconds(900), 15, 1, line, zone);

    Period day = days("2026-05-10", "2026-05-10");
    assertThat(told(lines(By.STORE, day, Grain.MINUTE)))
        .containsExactly(
            "2026-05-10T10:00+02:00..2026-05-10T10:01+02:00 2/1",
            "2026-05-10T10:15+02:00..2026-05-10T10:30+02:00 2/1");
    assertThat(lines(By.PART, day, Grain.MINUTE).getFirst().coverage())
        .isEqualTo(new Coverage(30_000, 60_000, 1));
    Point<Stays> stay =
        queries
            .zones()
            .list(new Question(Selection.of(scope, By.PART), day, Grain.MINUTE))
            .getFirst();
    assertThat(stay.subject().name()).contains(till.name());
    assertThat(stay.values())
        .isEqualTo(new Stays(2, 1, 30_500, 45_000, 30_000, 3, Optional.empty(), Optional.empty()));
  }

  @Test
  void zonesAreSummedWithWhatTheirMeansAreMadeOf() {
    Filling.Counter door = door("berlin", "Europe/Berlin");
    Filling.Counter till = filling.zone(door.camera(), "till", "queue");
    filling.seen(door.camera(), Instant.parse("2026-05-10T08:00:00Z"), HOUR);
    filling.stays(till, Instant.parse("2026-05-10T08:00:00Z"), 3, 60_000, 2);
    filling.stays(till, Instant.parse("2026-05-10T09:00:00Z"), 1, 20_000, 5);

    Question question =
        new Question(Selection.of(scope, By.PART), days("2026-05-10", "2026-05-10"), Grain.DAY);
    assertThat(queries.zones().list(question).getFirst().values())
        .isEqualTo(
            new Stays(4, 2, 80_000, 80_000, 2 * HOUR, 5, Optional.empty(), Optional.empty()));
  }

  @Test
  void periodsMeetByDayAndByWhatTheClockShows() {
    Filling.Counter door = door("berlin", "Europe/Berlin");
    wholeDay(door, "2026-10-17T22:00:00Z", 24);
    wholeDay(door, "2026-10-24T22:00:00Z", 25);
    Question autumn =
        new Question(Selection.of(scope, By.STORE), days("2026-10-25", "2026-10-25"), Grain.HOUR);

    List<String> compared =
        queries
            .lineComparisons()
            .periods(autumn, days("2026-10-18", "2026-10-18"), Comparisons.Align.WEEKDAY)
            .stream()
            .map(
                c ->
                    c.now().map(p -> p.values().in()).orElse(-1L)
                        + " "
                        + c.then().map(p -> p.values().in()).orElse(-1L))
            .toList();

    assertThat(compared).hasSize(25);
    assertThat(compared.subList(2, 5)).containsExactly("3 3", "4 -1", "5 4");
  }

  @Test
  void periodsThatDoNotMatchAreRefused() {
    Question question =
        new Question(Selection.of(scope, By.STORE), days("2026-05-10", "2026-05-12"), Grain.TOTAL);
    Comparisons<Passages> comparisons = queries.lineComparisons();

    assertThatThrownBy(
            () ->
                comparisons.periods(
                    question, days("2026-05-01", "2026-05-02"), Comparisons.Align.DAY))
        .hasMessage("3 days cannot be compared with 2 days");
    assertThatThrownBy(
            () ->
                comparisons.periods(
                    question, days("2026-05-04", "2026-05-06"), Comparisons.Align.WEEKDAY))
        .hasMessage("2026-05-10 is a Sunday and 2026-05-04 a Monday");
  }

  @Test
  void tooLongAnswersAreRefusedAndPassedOnOnesAreNot() {
    Filling.Counter door = door("berlin", "Europe/Berlin");
    wholeDay(door, "2026-05-09T22:00:00Z", 150);
    Question question =
        new Question(Selection.of(scope, By.STORE), days("2026-05-01", "2026-05-31"), Grain.HOUR);

    assertThatThrownBy(() -> queries.lines().list(question))
        .isInstanceOf(QueryException.class)
        .hasMessage("the answer has more than 100 points");
    List<Point<Passages>> passed = new ArrayList<>();
    queries.lines().each(question, passed::add);
    assertThat(passed).hasSize(150);
  }

  @Test
  void nobodySeesMoreThanItsScope() {
    filling.hour(
        door("berlin", "Europe/Berlin"), Instant.parse("2026-05-10T08:00:00Z"), 5, 0, HOUR);
    filling.hour(
        door("hamburg", "Europe/Berlin"), Instant.parse("2026-05-10T08:00:00Z"), 6, 0, HOUR);
    int other = filling.tenant("other");
    filling.store(other, "berlin", "Europe/Berlin", false);
    Scope hamburg = Scope.ofStores("acme", Set.of("hamburg"));
    Selection selection = Selection.of(hamburg, By.STORE);
    Page.Range range = new Page.Range(0, 10);

    assertThat(queries.catalogue().stores(selection, range).items())
        .extracting(StoreEntry::store)
        .containsExactly("hamburg");
    assertThat(queries.catalogue().lines(selection, range).items()).hasSize(1);
    assertThat(queries.catalogue().device(hamburg, "berlin", "box")).isEmpty();
    assertThat(queries.current().stores(selection, range).items()).hasSize(1);
    assertThatThrownBy(() -> queries.catalogue().stores(selection.in(Set.of("berlin")), range))
        .isInstanceOf(QueryException.class)
        .hasMessage("store 'berlin' is not known");
  }

  @Test
  void nowIsTheLatestMinuteAndTodaySoFar() {
    Filling.Counter door = door("berlin", "Europe/Berlin");
    filling.hour(door, Instant.parse("2026-11-01T10:00:00Z"), 9, 12, HOUR);
    filling.window(
        door.camera(),
        Instant.parse("2026-11-01T11:58:00Z"),
        1,
        1,
        new LineCount("door", "every_crossing", 2, 1, 2, 1),
        new ZoneCount("till", "queue", 0, 0, 0, 0, 0));

    StoreNow now =
        queries
            .current()
            .stores(Selection.of(scope, By.STORE), new Page.Range(0, 10))
            .items()
            .getFirst();
    assertThat(now.inside().map(Inside::inside)).contains(0L);
    assertThat(now.soFar().orElseThrow().values()).isEqualTo(new Passages(9, 12));
    assertThat(now.latest().orElseThrow().values()).isEqualTo(new Passages(2, 1));
    assertThat(now.freshTo()).contains(Instant.parse("2026-11-01T11:59:00Z"));
    assertThat(now.online()).isEqualTo(1);
  }

  @Test
  void listsComeInParts() {
    for (int i = 0; i < 5; i++) {
      filling.store(tenant, "s" + i, "UTC", i == 2);
    }
    Selection selection = Selection.of(scope, By.STORE);
    Page<StoreEntry> first = queries.catalogue().stores(selection, new Page.Range(0, 3));
    Page<StoreEntry> second =
        queries.catalogue().stores(selection, new Page.Range(first.next().orElseThrow(), 3));

    assertThat(first.items()).extracting(StoreEntry::store).containsExactly("s0", "s1", "s2");
    assertThat(first.items()).extracting(StoreEntry::simulated).containsExactly(false, false, true);
    assertThat(second.items()).extracting(StoreEntry::store).containsExactly("s3", "s4");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void gapsAreWhatLiesBetweenWhatWasReceived() {
    Filling.Device box = door("berlin", "Europe/Berlin").camera().device();
    island(box, 4, 10);
    island(box, 15, 20);
    filling.run(
        "INSERT INTO tombstone VALUES (?, ?, ?, ?, 1, 4, 6, 'evicted')",
        tenant,
        box.store().id(),
        box.id(),
        box.epoch());
    filling.run(
        "INSERT INTO clock_fix VALUES (?, ?, ?, ?, 9, 4, 8, ?, 3600000, 0)",
        tenant,
        box.store().id(),
        box.id(),
        box.epoch(),
        true);
    filling.run(
        "INSERT INTO quarantine VALUES (?, ?, ?, ?, 1, 7, 255, 0, 'window', 'contradicts', '{}')",
        tenant,
        box.store().id(),
        box.id(),
        box.epoch());
    letter(1, "headcount/v1/acme/berlin/box/data");
    letter(2, "headcount/v1/other/berlin/box/data");
    Selection selection = Selection.of(scope, By.STORE);
    Page.Range range = new Page.Range(0, 10);

    assertThat(queries.gaps().missing(selection, range).items())
        .extracting(g -> g.from() + "-" + g.to())
        .containsExactly("1-3", "11-14");
    assertThat(queries.gaps().tombstones(selection, range).items().getFirst().reason())
        .isEqualTo("evicted");
    assertThat(queries.gaps().fixes(selection, range).items().getFirst().shift())
        .isEqualTo(Duration.ofHours(1));
    assertThat(queries.gaps().quarantined(selection, range).items().getFirst().id())
        .isEqualTo(box.epoch() + "-1-7-00000000000000ff");
    assertThat(queries.gaps().deadLetters(selection, range).items())
        .extracting(Gaps.DeadLetter::topic)
        .containsExactly("headcount/v1/acme/berlin/box/data");
    assertThat(queries.gaps().totals(selection)).isEqualTo(new Gaps.Totals(2, 1, 1, 1, 1));
  }

  private void island(Filling.Device box, long from, long to) {
    filling.run(
        "INSERT INTO island VALUES (?, ?, ?, ?, 1, ?, ?)",
        tenant,
        box.store().id(),
        box.id(),
        box.epoch(),
        from,
        to);
  }

  private void letter(long hash, String topic) {
    filling.run(
        "INSERT INTO dead_letter VALUES (?, ?, 'no JSON', 0, 0, 1, 4, ?)",
        hash,
        topic,
        new byte[] {1});
  }

  private StoreGlance glance(String store) {
    return queries
        .overview()
        .stores(Selection.of(scope, By.STORE).in(Set.of(store)), new Page.Range(0, 10))
        .items()
        .getFirst();
  }

  /** NOW is a Sunday, 13:00 in Berlin; numbers reach 12:20. */
  @Test
  void todayIsComparedUpToTheHourThatItsNumbersReach() {
    Filling.Counter door = door("berlin", "Europe/Berlin");
    for (String day : List.of("2026-10-25", "2026-11-01")) {
      int more = day.equals("2026-11-01") ? 1 : 0;
      for (int hour = 9; hour <= 12; hour++) { // in UTC: 10 to 13 o'clock in Berlin
        filling.hour(
            door, Instant.parse("%sT%02d:00:00Z".formatted(day, hour)), 10 + more, 1, HOUR);
      }
    }
    filling.hour(door, Instant.parse("2026-10-20T09:00:00Z"), 100, 0, HOUR);
    filling.hour(door, Instant.parse("2026-10-27T09:00:00Z"), 200, 0, HOUR);
    filling.window(
        door.camera(),
        Instant.parse("2026-11-01T11:19:00Z"),
        1,
        1,
        new LineCount("door", "every_crossing", 1, 1, 1, 1),
        new ZoneCount("till", "queue", 1, 0, 30, 1, 1));

    StoreGlance berlin = glance("berlin");
    assertThat(berlin.until()).contains(LocalTime.NOON);
    assertThat(berlin.day())
        .contains(new StoreGlance.Against(new Passages(22, 2), new Passages(20, 2)));
    // the week from Monday, 26 October: a Tuesday's 200 and what there is of Sunday
    assertThat(berlin.weekSoFar()).contains(new Passages(244, 4));
    assertThat(berlin.week())
        .contains(new StoreGlance.Against(new Passages(222, 2), new Passages(120, 2)));
    assertThat(berlin.hours()).hasSize(14).endsWith(Optional.of(11L));
    assertThat(berlin.hours().getFirst()).isEmpty();
    assertThat(berlin.weekAgoHours()).hasSize(14).endsWith(Optional.of(10L));
  }

  @Test
  void nothingIsComparedThatWasNotObserved() {
    Filling.Counter door = door("berlin", "Europe/Berlin");
    filling.hour(door, Instant.parse("2026-11-01T09:00:00Z"), 10, 1, HOUR);

    assertThat(glance("berlin").until()).isEmpty(); // no window tells how far it reaches
    filling.window(
        door.camera(),
        Instant.parse("2026-11-01T11:19:00Z"),
        1,
        1,
        new LineCount("door", "every_crossing", 1, 1, 1, 1),
        new ZoneCount("till", "queue", 1, 0, 30, 1, 1));
    assertThat(glance("berlin").until()).contains(LocalTime.NOON);
    assertThat(glance("berlin").day()).isEmpty();
    assertThat(glance("berlin").weekAgoHours()).isEmpty();
  }

  /** Of two boxes, one with two certificates, one whose births tell of none. */
  @Test
  void theFirstCertificateThatEndsIsAtAGlance() {
    Filling.Camera camera = door("berlin", "Europe/Berlin").camera();
    assertThat(glance("berlin").certificateEnds()).isEmpty();
    Filling.Store store = camera.device().store();
    Filling.Device second = filling.device(store, "second", false, NOW, true);
    born(second, List.of());
    assertThat(glance("berlin").certificateEnds()).isEmpty();
    Instant first = Instant.parse("2026-12-01T00:00:00Z");
    born(
        camera.device(),
        List.of(
            new Birth.Certificate("page", first.plusSeconds(1)),
            new Birth.Certificate("uplink", first)));
    assertThat(glance("berlin").certificateEnds()).contains(first);
  }

  private void born(Filling.Device device, List<Birth.Certificate> certificates) {
    Birth birth =
        new Birth(
                1,
                1,
                false,
                "Box",
                "1.0.0",
                "Europe/Berlin",
                "e1",
                List.of(),
                "r1",
                List.of(),
                new Birth.Clock(NOW, "b1", 5))
            .with(certificates);
    filling.run(
        "UPDATE device SET birth = ? WHERE id = ?", new JsonCodec().write(birth), device.id());
  }

  /** The second two o'clock of the 25th belongs to the same hour of the clock as the first. */
  @Test
  void hoursAtAGlanceAreThoseOfTheClockOnADayOf25() {
    wholeDay(door("berlin", "Europe/Berlin"), "2026-10-24T22:00:00Z", 25);

    List<Optional<Long>> hours = glance("berlin").weekAgoHours();
    assertThat(hours).hasSize(24);
    assertThat(hours.subList(1, 4))
        .containsExactly(Optional.of(2L), Optional.of(7L), Optional.of(5L));
  }

  @Test
  void aPlaceIsKeptAndChangedAndShownWithItsStoreOnly() {
    door("berlin", "Europe/Berlin");
    door("hamburg", "Europe/Berlin");
    Place city = new Place("City", "North", OptionalInt.of(120));
    assertThat(history.places().put("acme", "berlin", city)).isTrue();
    assertThat(glance("berlin").place()).isEqualTo(city);
    assertThat(glance("hamburg").place()).isEqualTo(Place.NONE);
    assertThat(history.places().put("acme", "berlin", Place.NONE)).isTrue();
    assertThat(glance("berlin").place()).isEqualTo(Place.NONE);
    assertThat(history.places().put("other", "berlin", city)).isFalse();
    assertThat(history.places().put("acme", "nowhere", city)).isFalse();
    assertThatThrownBy(() -> new Place("a\nb", "", OptionalInt.empty()))
        .hasMessageContaining("no name");
    assertThatThrownBy(() -> new Place("", "", OptionalInt.of(0))).hasMessageContaining("capacity");
  }

  @Test
  void gapsAreToldOfTheStoreThatHasThem() {
    Filling.Counter door = door("berlin", "Europe/Berlin");
    door("hamburg", "Europe/Berlin");
    Filling.Device box = door.camera().device();
    filling.run(
        "INSERT INTO island VALUES (?, ?, ?, ?, 1, 4, 10)",
        tenant,
        box.store().id(),
        box.id(),
        box.epoch());

    assertThat(glance("berlin").missing()).isEqualTo(1);
    assertThat(glance("hamburg").missing()).isZero();
  }

  @Test
  void onlyStoresThatMayBeSeenAreAtAGlance() {
    door("berlin", "Europe/Berlin");
    door("hamburg", "Europe/Berlin");
    Selection some = Selection.of(Scope.ofStores("acme", Set.of("hamburg")), By.STORE);

    assertThat(queries.overview().stores(some, new Page.Range(0, 10)).items())
        .extracting(glance -> glance.now().store())
        .containsExactly("hamburg");
  }

  @Test
  void theTenantOfTheMostStoresIsReadToWarmUp() {
    assertThat(queries.overview().warm()).isZero();

    filling.store(filling.tenant("small"), "munich", "Europe/Berlin", false);
    assertThat(queries.overview().warm()).isEqualTo(1);
    door("berlin", "Europe/Berlin");
    door("hamburg", "Europe/Berlin");
    assertThat(queries.overview().warm()).isEqualTo(2);
  }
}
