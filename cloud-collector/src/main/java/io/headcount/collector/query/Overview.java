package io.headcount.collector.query;

import io.headcount.collector.history.Places.Place;
import io.headcount.collector.query.Directory.Store;
import io.headcount.contract.Birth;
import io.headcount.contract.Health;
import io.headcount.contract.JsonCodec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Today and this week of many stores, beside a week ago. Thread-safe. Only full hours are compared,
 * and only those that numbers have come of, so that both sides are of the same length.
 */
public final class Overview {
  private static final int HOURS = 1;
  private static final int DAYS = 2;
  private static final int WEEK = 7;
  private static final int CLOCK = 24;

  /** The day before the first one wanted begins less than so long before its midnight in UTC. */
  private static final Duration ZONES = Duration.ofHours(26);

  private final Reading reading;
  private final Current current;
  private final InstantSource clock;
  private final JsonCodec codec = new JsonCodec();

  Overview(Reading reading, Current current, InstantSource clock) {
    this.reading = reading;
    this.current = current;
    this.clock = clock;
  }

  /** The selected stores, by name. Lines, cameras and devices of the selection do not matter. */
  public Page<StoreGlance> stores(Selection selection, Page.Range range) {
    Instant now = clock.instant();
    try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Facts> beside = side.submit(() -> reading.read(h -> facts(h, selection, now)));
      Page<StoreNow> page = current.stores(selection, range);
      Facts facts = beside.get();
      return new Page<>(
          page.items().stream().map(store -> glance(store, facts)).toList(), page.next());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it reads", e);
    }
  }

  /**
   * Asks for the stores of the tenant that has the most. Who comes first after a start need not
   * wait then until Java has compiled and the disk has been read.
   *
   * @return how many stores were read
   */
  public int warm() {
    return reading
        .read(Overview::largest)
        .map(
            tenant ->
                stores(Selection.of(Scope.ofTenant(tenant), By.STORE), new Page.Range(0, Page.MOST))
                    .items()
                    .size())
        .orElse(0);
  }

  private static Optional<String> largest(Handle h) {
    return h.createQuery(
            """
            SELECT t.name FROM tenant t JOIN store s ON s.tenant_id = t.id
            GROUP BY t.id, t.name ORDER BY count(*) DESC, t.id LIMIT 1""")
        .mapTo(String.class)
        .findOne();
  }

  /** What a store's devices say of themselves. Immutable. */
  private record Said(int problems, Optional<String> problem, Optional<Instant> certificateEnds) {
    static final Said NOTHING = new Said(0, Optional.empty(), Optional.empty());

    static Said of(Optional<Health> health, Optional<Birth> birth) {
      List<Health.Problem> problems = health.map(Health::problems).orElse(List.of());
      return new Said(
          problems.size(),
          problems.stream().findFirst().map(Health.Problem::what),
          birth.flatMap(DeviceEntry::certificateEnds));
    }

    Said plus(Said other) {
      return new Said(
          problems + other.problems,
          problem.or(() -> other.problem),
          Stream.of(certificateEnds, other.certificateEnds)
              .flatMap(Optional::stream)
              .min(Comparator.naturalOrder()));
    }
  }

  /** What was read of all stores, by the numbers of stores. Immutable. */
  private record Facts(
      Map<String, Store> stores,
      Map<Integer, Place> places,
      Map<Integer, NavigableMap<Long, Passages>> hours,
      Map<Integer, NavigableMap<Long, Passages>> days,
      Map<Integer, Long> missing,
      Map<Integer, Said> said) {}

  private Facts facts(Handle h, Selection selection, Instant now) {
    List<Store> stores = Directory.stores(h, selection);
    if (stores.isEmpty()) {
      return new Facts(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }
    Map<Integer, NavigableMap<Long, Passages>> hours = new HashMap<>();
    Instant back = now.minus(Duration.ofDays(WEEK));
    read(h, stores, HOURS, back.minus(ZONES), back.plus(ZONES), hours);
    read(h, stores, HOURS, now.minus(ZONES), now.plus(ZONES), hours);
    Map<Integer, NavigableMap<Long, Passages>> days = new HashMap<>();
    read(h, stores, DAYS, now.minus(Duration.ofDays(2 * WEEK)).minus(ZONES), now.plus(ZONES), days);
    return new Facts(
        stores.stream().collect(Collectors.toMap(Store::name, Function.identity())),
        places(h, stores),
        hours,
        days,
        missing(h, stores),
        said(h, stores));
  }

  private static void read(
      Handle h,
      List<Store> stores,
      int grain,
      Instant from,
      Instant to,
      Map<Integer, NavigableMap<Long, Passages>> sums) {
    h.createQuery(
            """
            SELECT r.store_id, r.start, sum(r.ins), sum(r.outs) FROM line_rollup r
            WHERE r.tenant_id = :tenant AND r.store_id IN (<stores>) AND r.grain = :grain
              AND r.start >= :from AND r.start < :to
            GROUP BY r.store_id, r.start"""
                .replace("<stores>", ids(stores)))
        .bind("tenant", stores.getFirst().tenant())
        .bind("grain", grain)
        .bind("from", from.toEpochMilli())
        .bind("to", to.toEpochMilli())
        .map(
            (row, context) ->
                sums.computeIfAbsent(row.getInt(1), id -> new TreeMap<>())
                    .put(row.getLong(2), new Passages(row.getLong(3), row.getLong(4))))
        .list();
  }

  private static Map<Integer, Place> places(Handle h, List<Store> stores) {
    Map<Integer, Place> places = new HashMap<>();
    h.createQuery(
            "SELECT store_id, team, region, capacity FROM store_place WHERE tenant_id = ?"
                + " AND store_id IN (%s)".formatted(ids(stores)))
        .bind(0, stores.getFirst().tenant())
        .map((row, context) -> places.put(row.getInt(1), Columns.place(row)))
        .list();
    return places;
  }

  private static Map<Integer, Long> missing(Handle h, List<Store> stores) {
    Map<Integer, Long> missing = new HashMap<>();
    h.createQuery(
            """
            SELECT i.store_id, count(*) FROM (SELECT store_id, from_seq,
                lag(to_seq, 1, 0) OVER (PARTITION BY device_id, epoch_id, stream ORDER BY from_seq)
                  AS reached
              FROM island WHERE tenant_id = ? AND store_id IN (<stores>)) i
            WHERE i.from_seq > i.reached + 1 GROUP BY i.store_id"""
                .replace("<stores>", ids(stores)))
        .bind(0, stores.getFirst().tenant())
        .map((row, context) -> missing.put(row.getInt(1), row.getLong(2)))
        .list();
    return missing;
  }

  private Map<Integer, Said> said(Handle h, List<Store> stores) {
    Map<Integer, Said> said = new HashMap<>();
    h.createQuery(
            "SELECT store_id, health, birth FROM device WHERE tenant_id = ?"
                + " AND store_id IN (%s)".formatted(ids(stores)))
        .bind(0, stores.getFirst().tenant())
        .map(
            (row, context) ->
                said.merge(
                    row.getInt(1),
                    Said.of(
                        Columns.text(row, "health").map(text -> codec.read(text, Health.class)),
                        Columns.text(row, "birth").map(text -> codec.read(text, Birth.class))),
                    Said::plus))
        .list();
    return said;
  }

  private static String ids(List<Store> stores) {
    return Directory.ids(stores.stream().map(Store::id).toList());
  }

  private static StoreGlance glance(StoreNow now, Facts facts) {
    Store store = facts.stores().get(now.store());
    if (store == null) { // it came between the two questions
      return new StoreGlance(
          now,
          Place.NONE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          0,
          0,
          Optional.empty(),
          Optional.empty());
    }
    Times times = new Times(store, now.today());
    NavigableMap<Long, Passages> hours = facts.hours().getOrDefault(store.id(), new TreeMap<>());
    NavigableMap<Long, Passages> days = facts.days().getOrDefault(store.id(), new TreeMap<>());
    LocalDate ago = now.today().minusDays(WEEK);
    LocalDate monday = now.today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    Optional<LocalTime> until =
        now.freshTo().flatMap(times::reached).filter(full -> full.isAfter(LocalTime.MIDNIGHT));
    Said said = facts.said().getOrDefault(store.id(), Said.NOTHING);
    return new StoreGlance(
        now,
        facts.places().getOrDefault(store.id(), Place.NONE),
        until,
        until.flatMap(
            full -> against(times.part(hours, now.today(), full), times.part(hours, ago, full))),
        sum(times.days(days, monday, now.today().plusDays(1))),
        until.flatMap(
            full ->
                against(
                    plus(
                        times.days(days, monday, now.today()),
                        times.part(hours, now.today(), full)),
                    plus(
                        times.days(days, monday.minusDays(WEEK), ago),
                        times.part(hours, ago, full)))),
        times.byClock(hours, now.today()),
        times.byClock(hours, ago),
        facts.missing().getOrDefault(store.id(), 0L),
        said.problems(),
        said.problem(),
        said.certificateEnds());
  }

  private static List<Passages> plus(List<Passages> some, List<Passages> more) {
    List<Passages> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private static Optional<Passages> sum(List<Passages> parts) {
    return parts.stream().reduce(Passages::plus);
  }

  private static Optional<StoreGlance.Against> against(List<Passages> now, List<Passages> then) {
    return sum(now).flatMap(n -> sum(then).map(t -> new StoreGlance.Against(n, t)));
  }

  /** Finds what lies where by a store's clocks. Immutable. */
  private record Times(Store store, LocalDate today) {
    private long millis(LocalDate day, LocalTime time) {
      return day.atTime(time).atZone(store.zone()).toInstant().toEpochMilli();
    }

    /** The full hour of today that numbers reach up to this moment. */
    Optional<LocalTime> reached(Instant fresh) {
      ZonedDateTime there = fresh.atZone(store.zone()).truncatedTo(ChronoUnit.HOURS);
      return Optional.of(there)
          .filter(time -> time.toLocalDate().equals(today))
          .map(ZonedDateTime::toLocalTime);
    }

    List<Passages> part(NavigableMap<Long, Passages> hours, LocalDate day, LocalTime until) {
      return between(hours, millis(day, LocalTime.MIDNIGHT), millis(day, until));
    }

    List<Passages> days(NavigableMap<Long, Passages> days, LocalDate first, LocalDate end) {
      return between(days, millis(first, LocalTime.MIDNIGHT), millis(end, LocalTime.MIDNIGHT));
    }

    private static List<Passages> between(NavigableMap<Long, Passages> parts, long from, long to) {
      return List.copyOf(parts.subMap(from, true, to, false).values());
    }

    List<Optional<Long>> byClock(NavigableMap<Long, Passages> hours, LocalDate day) {
      long[] in = new long[CLOCK];
      boolean[] seen = new boolean[CLOCK];
      int end = 0;
      for (Map.Entry<Long, Passages> hour :
          hours
              .subMap(millis(day, LocalTime.MIDNIGHT), millis(day.plusDays(1), LocalTime.MIDNIGHT))
              .entrySet()) {
        int clock = Instant.ofEpochMilli(hour.getKey()).atZone(store.zone()).getHour();
        in[clock] += hour.getValue().in();
        seen[clock] = true;
        end = Math.max(end, clock + 1);
      }
      List<Optional<Long>> told = new ArrayList<>();
      for (int clock = 0; clock < end; clock++) {
        told.add(seen[clock] ? Optional.of(in[clock]) : Optional.empty());
      }
      return told;
    }
  }
}
