package io.headcount.collector.api;

import io.headcount.collector.history.Places.Place;
import io.headcount.collector.query.Comparison;
import io.headcount.collector.query.Conversion;
import io.headcount.collector.query.Coverage;
import io.headcount.collector.query.DeviceEntry;
import io.headcount.collector.query.EventEntry;
import io.headcount.collector.query.Gaps;
import io.headcount.collector.query.Inside;
import io.headcount.collector.query.PartEntry;
import io.headcount.collector.query.Passages;
import io.headcount.collector.query.Point;
import io.headcount.collector.query.Question;
import io.headcount.collector.query.Sight;
import io.headcount.collector.query.Slot;
import io.headcount.collector.query.Stays;
import io.headcount.collector.query.StoreEntry;
import io.headcount.collector.query.StoreGlance;
import io.headcount.collector.query.StoreNow;
import io.headcount.collector.query.Subject;
import io.headcount.contract.Birth;
import io.headcount.contract.Flow;
import io.headcount.contract.Health;
import io.headcount.contract.Heat;
import io.headcount.contract.Sketch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What answers tell, and under which names. Immutable. */
final class Tables {
  private Tables() {}

  /** Where people put a store; what nobody said is null. */
  static final Table<Place> PLACE =
      Table.<Place>empty()
          .with("group", p -> said(p.group()))
          .with("region", p -> said(p.region()))
          .with(
              "capacity",
              p ->
                  p.capacity().isPresent()
                      ? Optional.of(p.capacity().getAsInt())
                      : Optional.empty());

  private static Optional<String> said(String name) {
    return Optional.of(name).filter(n -> !n.isEmpty());
  }

  static final Table<StoreEntry> STORES =
      Table.<StoreEntry>empty()
          .with("store", StoreEntry::store)
          .with("zone", StoreEntry::zone)
          .with("devices", StoreEntry::devices)
          .with("simulated", StoreEntry::simulated)
          .with(PLACE, StoreEntry::place);

  /**
   * Today and this week of a store, beside a week ago.
   *
   * @param fleet whether the caller may know of the certificates of boxes
   */
  static Table<StoreGlance> glance(Instant now, boolean fleet) {
    return Table.<StoreGlance>empty()
        .with(now(now), StoreGlance::now)
        .with(PLACE, StoreGlance::place)
        .with("until", g -> g.until().map(LocalTime::toString))
        .with("comparedIn", g -> g.day().map(d -> d.now().in()))
        .with("weekAgoIn", g -> g.day().map(d -> d.then().in()))
        .with("weekIn", g -> g.weekSoFar().map(Passages::in))
        .with("comparedWeekIn", g -> g.week().map(d -> d.now().in()))
        .with("lastWeekIn", g -> g.week().map(d -> d.then().in()))
        .with("hours", StoreGlance::hours)
        .with("weekAgoHours", StoreGlance::weekAgoHours)
        .with("missing", StoreGlance::missing)
        .with("problems", StoreGlance::problems)
        .with("problem", StoreGlance::problem)
        .with("certificateEnds", g -> g.certificateEnds().filter(_ -> fleet));
  }

  private static final Table<PartEntry> PLACES =
      Table.<PartEntry>empty()
          .with("store", PartEntry::store)
          .with("device", PartEntry::device)
          .with("camera", PartEntry::camera);

  static final Table<PartEntry> CAMERAS = PLACES.with("simulated", PartEntry::simulated);

  static final Table<PartEntry> LINES = counters("line", "policy");

  static final Table<PartEntry> ZONES = counters("zone", "type");

  private static Table<PartEntry> counters(String name, String type) {
    return PLACES
        .with(name, PartEntry::name)
        .with(type, PartEntry::type)
        .with("simulated", PartEntry::simulated);
  }

  static final Table<DeviceEntry> DEVICES =
      Table.<DeviceEntry>empty()
          .with("store", DeviceEntry::store)
          .with("device", DeviceEntry::device)
          .with("name", of(DeviceEntry::birth, Birth::name))
          .with("software", of(DeviceEntry::birth, Birth::software))
          .with("online", DeviceEntry::online)
          .with("onlineSince", DeviceEntry::onlineSince)
          .with("firstSeen", DeviceEntry::firstSeen)
          .with("lastSeen", DeviceEntry::lastSeen)
          .with("healthAt", DeviceEntry::healthAt)
          .with("uptimeSeconds", of(DeviceEntry::health, Health::uptimeSeconds))
          .with("backlog", of(DeviceEntry::health, Health::backlog))
          .with("storedBytes", of(DeviceEntry::health, Health::storedBytes))
          .with("budgetBytes", of(DeviceEntry::health, Health::budgetBytes))
          .with("coarsened", of(DeviceEntry::health, Health::coarsened))
          .with("evicted", of(DeviceEntry::health, Health::evicted))
          .with("problemCount", of(DeviceEntry::health, h -> h.problems().size()))
          .with("revision", d -> d.reported().map(r -> r.revision()))
          .with("desiredSerial", of(DeviceEntry::desired, DeviceEntry.Desired::serial))
          .with("desiredState", of(DeviceEntry::desired, DeviceEntry.Desired::state))
          .with("reportedSerial", d -> d.reported().map(r -> r.serial()))
          .with("reportedState", d -> d.reported().map(r -> r.state()))
          .with("certificateEnds", DeviceEntry::certificateEnds)
          .with("simulated", DeviceEntry::simulated);

  static final Table<EventEntry> EVENTS =
      Table.<EventEntry>empty()
          .with("stream", EventEntry::stream)
          .with("at", EventEntry::at)
          .with("camera", EventEntry::camera)
          .with("name", EventEntry::name);

  /** What a list of devices has no room for. */
  static final Table<DeviceEntry> DEVICE =
      DEVICES
          .with("desired", DeviceEntry::desired)
          .with("reported", DeviceEntry::reported)
          .with("reportedAt", DeviceEntry::reportedAt)
          .with("birthAt", DeviceEntry::birthAt)
          .with("zone", of(DeviceEntry::birth, Birth::zone))
          .with("epoch", of(DeviceEntry::birth, Birth::epoch))
          .with("connections", of(DeviceEntry::birth, Birth::number))
          .with("streams", d -> d.birth().map(Birth::streams).orElse(List.of()))
          .with("certificates", d -> d.birth().flatMap(Birth::certificates).orElse(List.of()))
          .with("measured", d -> d.birth().map(Birth::cameras).orElse(List.of()))
          .with("cameras", d -> d.health().map(Health::cameras).orElse(List.of()))
          .with("problems", d -> d.health().map(Health::problems).orElse(List.of()));

  private static <S> Function<DeviceEntry, Optional<?>> of(
      Function<DeviceEntry, Optional<S>> part, Function<S, ?> value) {
    return device -> part.apply(device).map(value);
  }

  // ---- numbers over time

  static Table<Subject> subjects(String name) {
    return Table.<Subject>empty()
        .with("store", Subject::store)
        .with("device", Subject::device)
        .with("camera", Subject::camera)
        .with(name, Subject::name);
  }

  static final Table<Subject> CAMERA_SUBJECTS =
      Table.<Subject>empty()
          .with("store", Subject::store)
          .with("device", Subject::device)
          .with("camera", Subject::camera);

  static final Table<Slot> SLOTS =
      Table.<Slot>empty().with("start", Slot::start).with("end", Slot::end);

  static final Table<Coverage> COVERAGE =
      Table.<Coverage>empty()
          .with("observedSeconds", c -> seconds(c.observedMillis()))
          .with("expectedSeconds", c -> seconds(c.expectedMillis()))
          .with("coverage", c -> rounded(c.share()))
          .with("cameras", Coverage::cameras);

  static final Table<Passages> PASSAGES =
      Table.<Passages>empty().with("in", Passages::in).with("out", Passages::out);

  static final Table<Stays> STAYS =
      Table.<Stays>empty()
          .with("visits", Stays::visits)
          .with("passBys", Stays::passBys)
          .with("dwellSeconds", s -> seconds(s.dwellMillis()))
          .with("dwellMean", s -> ratio(s.dwellMillis() / 1000.0, (double) s.visits()))
          .with("personSeconds", s -> seconds(s.personMillis()))
          .with("watchedSeconds", s -> seconds(s.observedMillis()))
          .with("occupancyMean", s -> ratio((double) s.personMillis(), (double) s.observedMillis()))
          .with("occupancyPeak", Stays::peak)
          .with("dwellMedian", s -> quantile(s.dwell(), 0.5))
          .with("dwellP90", s -> quantile(s.dwell(), 0.9))
          .with("dwellCounted", s -> s.dwell().map(Sketch::count));

  static final Table<Stays> QUEUES =
      Table.<Stays>empty()
          .with("personSeconds", s -> seconds(s.personMillis()))
          .with("watchedSeconds", s -> seconds(s.observedMillis()))
          .with("lengthMean", Tables::length)
          .with("lengthPeak", Stays::peak)
          .with("waits", s -> waits(s).map(Sketch::count))
          .with("waitMedian", s -> quantile(waits(s), 0.5))
          .with("waitP90", s -> quantile(waits(s), 0.9))
          .with("served", s -> s.queue().flatMap(Stays.Waits::served))
          .with("abandoned", s -> s.queue().flatMap(Stays.Waits::abandoned))
          .with("abandonedShare", Tables::abandonedShare);

  static Optional<Double> length(Stays stays) {
    return ratio((double) stays.personMillis(), (double) stays.observedMillis());
  }

  static Optional<Sketch> waits(Stays stays) {
    return stays.queue().map(Stays.Waits::lengths);
  }

  /** Seconds, to a hundredth; as good as the sketch is. */
  static Optional<Double> quantile(Optional<Sketch> sketch, double share) {
    OptionalDouble value = sketch.orElse(Sketch.NONE).quantile(share);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(Math.round(value.getAsDouble() * 100) / 100.0);
  }

  static Optional<Double> abandonedShare(Stays stays) {
    return stays
        .queue()
        .flatMap(
            q ->
                q.abandoned()
                    .flatMap(a -> q.served().flatMap(s -> ratio((double) a, (double) a + s))));
  }

  static final Table<Inside> INSIDE =
      Table.<Inside>empty()
          .with("inside", Inside::inside)
          .with("peak", Inside::peak)
          .with("corrected", Inside::corrected);

  static final Table<Conversion> CONVERSION =
      Table.<Conversion>empty()
          .with("entries", Conversion::entries)
          .with("transactions", Conversion::transactions)
          .with("revenue", Conversion::revenue)
          .with("conversion", c -> ratio((double) c.transactions(), (double) c.entries()));

  static final Table<Flow> FLOW =
      Table.<Flow>empty()
          .with("fromZone", Flow::from)
          .with("toZone", Flow::to)
          .with("count", Flow::count);

  static final Table<HeatCell> CELL =
      Table.<HeatCell>empty()
          .with("columns", HeatCell::columns)
          .with("rows", HeatCell::rows)
          .with("cell", HeatCell::cell)
          .with("personSeconds", HeatCell::presence)
          .with("stationarySeconds", HeatCell::stationary);

  /** One cell of a grid; seconds. Immutable. */
  record HeatCell(int columns, int rows, int cell, double presence, double stationary) {
    static List<HeatCell> of(Heat grid) {
      List<HeatCell> cells = new ArrayList<>();
      grid.presence()
          .forEach(
              (cell, tenths) ->
                  cells.add(
                      new HeatCell(
                          grid.columns(),
                          grid.rows(),
                          cell,
                          tenths / 10.0,
                          grid.stationary().count(cell) / 10.0)));
      return cells;
    }
  }

  static final Table<Sight> SIGHT =
      Table.<Sight>empty().with("frames", Sight::frames).with("windows", Sight::windows);

  static <V> Table<Point<V>> points(Table<V> values) {
    return Table.<Point<V>>empty()
        .with(SLOTS, Point::slot)
        .with(values, Point::values)
        .with(COVERAGE, Point::coverage);
  }

  /** Points under who they are of. */
  static <V> Map<String, Object> series(
      Question question, Table<Subject> subjects, Table<Point<V>> table, List<Point<V>> points) {
    Map<Subject, List<Point<V>>> bySubject = new LinkedHashMap<>();
    points.forEach(
        p -> bySubject.computeIfAbsent(p.subject(), subject -> new ArrayList<>()).add(p));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("simulated", points.stream().anyMatch(Point::simulated));
    body.put("from", question.period().first());
    body.put("to", question.period().last());
    body.put("grain", question.grain());
    List<Object> series = new ArrayList<>();
    bySubject.forEach(
        (subject, those) -> {
          Map<String, Object> one = subjects.json(subject);
          one.put("points", those.stream().map(table::json).toList());
          series.add(one);
        });
    body.put("series", series);
    return body;
  }

  /** Two periods: each number of both, the difference, and the difference over the earlier one. */
  static <V> Table<Comparison<V>> compared(List<Figure<V>> numbers) {
    Table<Comparison<V>> table =
        Table.<Comparison<V>>empty()
            .perhaps("now", SLOTS, c -> c.now().map(Point::slot))
            .perhaps("then", SLOTS, c -> c.then().map(Point::slot));
    for (Figure<V> number : numbers) {
      String name = number.name();
      table =
          table
              .with("now" + name, c -> number.of(c.now()))
              .with("then" + name, c -> number.of(c.then()))
              .with("difference" + name, c -> difference(number, c))
              .with(
                  "change" + name,
                  c ->
                      difference(number, c)
                          .flatMap(
                              d ->
                                  number
                                      .of(c.then())
                                      .flatMap(then -> ratio((double) d, (double) then))));
    }
    return table
        .with("nowCoverage", c -> c.now().map(p -> rounded(p.coverage().share())))
        .with("thenCoverage", c -> c.then().map(p -> rounded(p.coverage().share())));
  }

  private static <V> Optional<Long> difference(Figure<V> number, Comparison<V> compared) {
    return number
        .of(compared.now())
        .flatMap(now -> number.of(compared.then()).map(then -> now - then));
  }

  /** A number that periods and stores are compared by. Immutable. */
  record Figure<V>(String name, ToLongFunction<V> value) {
    Optional<Long> of(Optional<Point<V>> point) {
      return point.map(p -> value.applyAsLong(p.values()));
    }
  }

  static final List<Figure<Passages>> PASSAGE_NUMBERS =
      List.of(new Figure<>("In", Passages::in), new Figure<>("Out", Passages::out));

  static final List<Figure<Stays>> STAY_NUMBERS =
      List.of(new Figure<>("Visits", Stays::visits), new Figure<>("PassBys", Stays::passBys));

  static Table<StoreNow> now(Instant now) {
    return Table.<StoreNow>empty()
        .with("store", StoreNow::store)
        .with("zone", StoreNow::zone)
        .with("today", StoreNow::today)
        .with("in", s -> s.soFar().map(p -> p.values().in()))
        .with("out", s -> s.soFar().map(p -> p.values().out()))
        .with("inside", s -> s.inside().map(Inside::inside))
        .with("insidePeak", s -> s.inside().map(Inside::peak))
        .with("insideCorrected", s -> s.inside().map(Inside::corrected))
        .with("coverage", s -> s.soFar().map(p -> rounded(p.coverage().share())))
        .perhaps("latest", SLOTS, s -> s.latest().map(Point::slot))
        .perhaps("latest", PASSAGES, s -> s.latest().map(Point::values))
        .with("ageSeconds", s -> s.freshTo().map(to -> Duration.between(to, now).toSeconds()))
        .with("lastSeen", StoreNow::lastSeen)
        .with("devices", StoreNow::devices)
        .with("online", StoreNow::online)
        .with("simulated", StoreNow::simulated);
  }

  // ---- what is missing

  static final Table<Gaps.Stretch> STRETCHES =
      Table.<Gaps.Stretch>empty()
          .with("store", Gaps.Stretch::store)
          .with("device", Gaps.Stretch::device)
          .with("epoch", Gaps.Stretch::epoch)
          .with("stream", Gaps.Stretch::stream)
          .with("from", Gaps.Stretch::from)
          .with("to", Gaps.Stretch::to);

  static final Table<Gaps.Tombstone> TOMBSTONES =
      Table.<Gaps.Tombstone>empty()
          .with(STRETCHES, Gaps.Tombstone::stretch)
          .with("reason", Gaps.Tombstone::reason);

  static final Table<Gaps.Fix> FIXES =
      Table.<Gaps.Fix>empty()
          .with(STRETCHES, Gaps.Fix::stretch)
          .with("onward", Gaps.Fix::onward)
          .with("seq", Gaps.Fix::seq)
          .with("shiftSeconds", f -> f.shift().toMillis() / 1000.0)
          .with("received", Gaps.Fix::received);

  static final Table<Gaps.Quarantined> QUARANTINED =
      Table.<Gaps.Quarantined>empty()
          .with("id", Gaps.Quarantined::id)
          .with(STRETCHES, Gaps.Quarantined::stretch)
          .with("at", Gaps.Quarantined::at)
          .with("kind", Gaps.Quarantined::kind)
          .with("reason", Gaps.Quarantined::reason)
          .with("body", Gaps.Quarantined::body);

  static final Table<Gaps.DeadLetter> DEAD_LETTERS =
      Table.<Gaps.DeadLetter>empty()
          .with("id", Gaps.DeadLetter::id)
          .with("topic", Gaps.DeadLetter::topic)
          .with("reason", Gaps.DeadLetter::reason)
          .with("firstAt", Gaps.DeadLetter::firstAt)
          .with("lastAt", Gaps.DeadLetter::lastAt)
          .with("times", Gaps.DeadLetter::times)
          .with("bytes", Gaps.DeadLetter::bytes);

  private static double seconds(long millis) {
    return millis / 1000.0;
  }

  private static Optional<Double> ratio(double numerator, double denominator) {
    return denominator == 0 ? Optional.empty() : Optional.of(rounded(numerator / denominator));
  }

  /** Four digits after the point. */
  static double rounded(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }
}
