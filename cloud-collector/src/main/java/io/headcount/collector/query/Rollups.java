package io.headcount.collector.query;

import io.headcount.collector.query.Directory.Camera;
import io.headcount.collector.query.Directory.Store;
import io.headcount.collector.query.Series.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads hours and days, and sums them to longer parts. Confined to the thread of one question,
 * beside which a second one reads what was observed of the time.
 */
final class Rollups<V> {
  private static final int HOURS = 1;
  private static final int DAYS = 2;

  private final Reading reading;
  private final Measure<V> measure;
  private final Context context;
  private final Grain grain;
  private final Period period;
  private final Slots slots;

  Rollups(Reading reading, Measure<V> measure, Context context) {
    this.reading = reading;
    this.measure = measure;
    this.context = context;
    this.grain = context.question().grain();
    this.period = context.question().period();
    this.slots = new Slots(grain, period);
  }

  /** What was read of a part of a store or less. Immutable. */
  private record Cell<T>(int store, int part, long bucket, T values) {}

  /** The numbers, and what was observed of the time. Immutable. */
  private record Both<T>(List<Cell<T>> values, List<Cell<Long>> observed) {}

  private record Place(int store, int camera, long bucket) {}

  /** The points of each store, or of each line, zone or camera. */
  List<Point<V>> each(List<Store> stores) {
    boolean byPart = context.byPart();
    Map<Integer, Store> byId =
        stores.stream().collect(Collectors.toMap(Store::id, Function.identity()));
    Both<V> both =
        byPart
            ? read(stores, valuesSql("r." + measure.key()), observedSql("r.camera_id"))
            : read(stores, valuesSql("0"), observedSql("0"));
    Map<Place, Long> observed = HashMap.newHashMap(both.observed().size());
    for (Cell<Long> cell : both.observed()) {
      observed.put(new Place(cell.store(), cell.part(), cell.bucket()), cell.values());
    }
    Map<Integer, List<Point<V>>> points = new HashMap<>();
    for (Cell<V> cell : both.values()) {
      Store store = byId.get(cell.store());
      if (store != null) {
        points
            .computeIfAbsent(store.id(), id -> new ArrayList<>())
            .add(byPart ? ofPart(cell, store, observed) : ofStore(cell, store, observed));
      }
    }
    return stores.stream().flatMap(s -> points.getOrDefault(s.id(), List.of()).stream()).toList();
  }

  /** The points of all stores as one. */
  List<Point<V>> together(List<Store> stores) {
    Both<V> both = read(stores, valuesSql("0"), observedSql("0"));
    Map<Long, Long> observed = new HashMap<>();
    both.observed().forEach(cell -> observed.merge(cell.bucket(), cell.values(), Long::sum));
    Set<ZoneId> zones = stores.stream().map(Store::zone).collect(Collectors.toSet());
    boolean simulated = stores.stream().anyMatch(Store::simulated);
    List<Point<V>> points = new ArrayList<>();
    for (Cell<V> cell : both.values()) {
      long bucket = cell.bucket();
      Slot around =
          zones.stream()
              .map(zone -> slots.slot(zone, bucket))
              .reduce(Slots::around)
              .orElseThrow(() -> new IllegalStateException("a point of no store"));
      Coverage coverage =
          stores.stream()
              .map(store -> expected(store, slots.slot(store.zone(), bucket), 0))
              .reduce(new Coverage(observed.getOrDefault(bucket, 0L), 0, 0), Coverage::plus);
      points.add(new Point<>(Subject.ALL, around, cell.values(), coverage, simulated));
    }
    return points;
  }

  private Point<V> ofStore(Cell<V> cell, Store store, Map<Place, Long> observed) {
    Slot slot = slots.slot(store.zone(), cell.bucket());
    long seen = observed.getOrDefault(new Place(store.id(), 0, cell.bucket()), 0L);
    return new Point<>(
        Subject.ofStore(store.name()),
        slot,
        cell.values(),
        expected(store, slot, seen),
        store.simulated());
  }

  private Coverage expected(Store store, Slot slot, long observed) {
    long expected = 0;
    int cameras = 0;
    Instant start = slot.start().toInstant();
    Instant end = slot.end().toInstant();
    for (Camera camera : context.camerasOf(store)) {
      long millis = camera.expected(start, end);
      expected += millis;
      cameras += millis > 0 ? 1 : 0;
    }
    return new Coverage(observed, expected, cameras);
  }

  private Point<V> ofPart(Cell<V> cell, Store store, Map<Place, Long> observed) {
    Optional<Directory.Counter> counter = Optional.ofNullable(context.counters().get(cell.part()));
    int id = counter.map(Directory.Counter::camera).orElse(cell.part());
    Optional<Camera> camera = Optional.ofNullable(context.cameras().get(id));
    Slot slot = slots.slot(store.zone(), cell.bucket());
    long expected =
        camera.map(c -> c.expected(slot.start().toInstant(), slot.end().toInstant())).orElse(0L);
    return new Point<>(
        new Subject(
            Optional.of(store.name()),
            camera.map(Camera::device),
            camera.map(Camera::name),
            counter.map(Directory.Counter::name)),
        slot,
        cell.values(),
        new Coverage(
            observed.getOrDefault(new Place(store.id(), id, cell.bucket()), 0L), expected, 1),
        store.simulated());
  }

  private static final Measure.Reader<Long> OBSERVED = (row, first) -> row.getLong(first);

  private String observedSql(String part) {
    return sql(
        "camera_rollup",
        part,
        "sum(r.observed_ms)",
        context.whole() && context.allCameras()
            ? ""
            : " AND r.camera_id IN (" + Directory.ids(context.cameras().keySet()) + ")");
  }

  private String valuesSql(String part) {
    boolean whole = context.whole();
    return sql(
        measure.table(),
        part,
        measure.columns(),
        whole
            ? ""
            : " AND r.%s IN (%s)"
                .formatted(
                    measure.key(),
                    Directory.ids(
                        (measure.kind() == 0 ? context.cameras() : context.counters()).keySet())));
  }

  /** Where the index has the order already, nothing must be sorted. */
  private String sql(String table, String part, String sums, String where) {
    boolean together = context.question().selection().by() == By.ALL;
    boolean parts = !part.equals("0");
    String bucket = bucketSql(together);
    String start = bucket.equals("r.start") ? bucket : "min(r.start)";
    return """
        SELECT %s, %s, min(r.day), %s, %s FROM %s r
        WHERE r.tenant_id = :tenant AND r.store_id IN (<stores>) AND r.grain = :grain
          AND r.start >= :from AND r.start < :to AND r.day BETWEEN :first AND :last%s
        GROUP BY %s%s%s ORDER BY %s%s%s"""
        .formatted(
            together ? "0" : "r.store_id",
            start,
            part,
            sums,
            table,
            where,
            together ? "" : "r.store_id, ",
            bucket,
            parts ? ", " + part : "",
            together ? "" : "r.store_id, ",
            start,
            parts ? ", " + part : "");
  }

  private String bucketSql(boolean together) {
    return switch (grain) {
      case MINUTE, HOUR -> "r.start";
      case DAY -> together ? "r.day" : "r.start";
      case WEEK -> "(r.day + 3) / 7"; // 1970 began on a Thursday
      case MONTH -> months();
      case TOTAL -> "r.grain";
    };
  }

  private String months() {
    StringBuilder cases = new StringBuilder("CASE");
    for (LocalDate first = period.first();
        !first.isAfter(period.last());
        first = grain.next(first, period)) {
      cases
          .append(" WHEN r.day < ")
          .append(grain.next(first, period).toEpochDay())
          .append(" THEN ")
          .append(first.toEpochDay());
    }
    return cases.append(" END").toString();
  }

  /** Both at once, each over a connection of its own: they take about as long as each other. */
  private Both<V> read(List<Store> stores, String values, String observed) {
    try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Cell<Long>>> beside =
          side.submit(() -> reading.read(h -> cells(h, stores, observed, OBSERVED)));
      List<Cell<V>> cells = reading.read(h -> cells(h, stores, values, measure.reader()));
      return new Both<>(cells, beside.get());
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

  private <T> List<Cell<T>> cells(
      Handle h, List<Store> stores, String sql, Measure.Reader<T> reader) {
    Query query =
        h.createQuery(sql)
            .define("stores", Directory.ids(stores.stream().map(Store::id).toList()))
            .bind("tenant", stores.getFirst().tenant())
            .bind("grain", grain == Grain.HOUR ? HOURS : DAYS)
            .bind("from", edge(stores, period.first(), false))
            .bind("to", edge(stores, period.last().plusDays(1), true))
            .bind("first", period.first().toEpochDay())
            .bind("last", period.last().toEpochDay());
    return query
        .map(
            (row, c) ->
                new Cell<>(
                    row.getInt(1),
                    row.getInt(4),
                    slots.bucket(row.getLong(2), row.getInt(3)),
                    reader.read(row, 5)))
        .list();
  }

  /** When this day begins where it begins first, or last. */
  private static long edge(List<Store> stores, LocalDate day, boolean last) {
    LongStream starts =
        stores.stream()
            .map(Store::zone)
            .distinct()
            .mapToLong(zone -> day.atStartOfDay(zone).toInstant().toEpochMilli());
    return (last ? starts.max() : starts.min()).orElse(0);
  }
}
