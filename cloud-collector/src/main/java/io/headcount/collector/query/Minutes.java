package io.headcount.collector.query;

import io.headcount.collector.query.Directory.Camera;
import io.headcount.collector.query.Directory.Counter;
import io.headcount.collector.query.Directory.Store;
import io.headcount.collector.query.Series.Context;
import io.headcount.contract.CoarseWindow;
import io.headcount.contract.CountWindow;
import io.headcount.contract.JsonCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Reads windows as they were sent, a store's day at a time. Confined to the question's thread. */
final class Minutes<V> {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final Reading reading;
  private final Measure<V> measure;
  private final Context context;
  private final JsonCodec codec = new JsonCodec();
  private final Map<Integer, Map<String, Counter>> counters = new HashMap<>();

  Minutes(Reading reading, Measure<V> measure, Context context) {
    this.reading = reading;
    this.measure = measure;
    this.context = context;
    context
        .counters()
        .values()
        .forEach(c -> counters.computeIfAbsent(c.camera(), id -> new HashMap<>()).put(c.name(), c));
  }

  void read(Consumer<Point<V>> out) {
    Period period = context.question().period();
    for (Store store : context.stores()) {
      for (LocalDate day = period.first(); !day.isAfter(period.last()); day = day.plusDays(1)) {
        LocalDate today = day;
        reading
            .read(h -> rows(h, store, today))
            .forEach((span, rows) -> tell(store, span, rows, out));
      }
    }
  }

  /** A stretch of time that windows are of. Immutable. */
  private record Span(long start, int minutes) implements Comparable<Span> {
    long end() {
      return start + minutes * MINUTE;
    }

    @Override
    public int compareTo(Span other) {
      return Comparator.comparingLong(Span::start)
          .thenComparingInt(Span::minutes)
          .compare(this, other);
    }
  }

  private record Row(int camera, double coverage, String body) {}

  private SortedMap<Span, List<Row>> rows(Handle h, Store store, LocalDate day) {
    SortedMap<Span, List<Row>> spans = new TreeMap<>();
    h.createQuery(
            """
            SELECT start, minutes, camera_id, coverage, body FROM minute
            WHERE tenant_id = ? AND store_id = ? AND start >= ? AND start < ?
            ORDER BY start, camera_id, part""")
        .bind(0, store.tenant())
        .bind(1, store.id())
        .bind(2, day.atStartOfDay(store.zone()).toInstant().toEpochMilli())
        .bind(3, day.plusDays(1).atStartOfDay(store.zone()).toInstant().toEpochMilli())
        .map(
            (row, c) -> {
              Row read = new Row(row.getInt(3), row.getDouble(4), row.getString(5));
              spans
                  .computeIfAbsent(
                      new Span(row.getLong(1), row.getInt(2)), span -> new ArrayList<>())
                  .add(read);
              return read;
            })
        .list();
    return spans;
  }

  /** What one line, zone, camera or store counted in a span. */
  private record Part<T>(Subject subject, int camera, T values) {}

  private void tell(Store store, Span span, List<Row> rows, Consumer<Point<V>> out) {
    Map<Integer, Long> observed = new HashMap<>();
    SortedMap<String, Part<V>> parts = new TreeMap<>();
    for (Row row : rows) {
      Camera camera = context.cameras().get(row.camera());
      if (camera != null) {
        long millis = Math.round(row.coverage() * span.minutes() * MINUTE);
        observed.merge(camera.id(), millis, (a, b) -> Math.min(a + b, span.minutes() * MINUTE));
        measure
            .minute()
            .of(window(span, row.body()), millis)
            .forEach((name, values) -> add(parts, store, camera, name, values));
      }
    }
    Slot slot = slot(span, store.zone());
    parts
        .values()
        .forEach(
            part ->
                out.accept(
                    new Point<>(
                        part.subject(),
                        slot,
                        part.values(),
                        coverage(store, part.camera(), span, observed),
                        store.simulated())));
  }

  private void add(
      SortedMap<String, Part<V>> parts, Store store, Camera camera, String name, V values) {
    Optional<Counter> counter =
        Optional.ofNullable(counters.getOrDefault(camera.id(), Map.of()).get(name));
    if (counter.isEmpty() && measure.kind() != 0) {
      return; // not selected
    }
    boolean byPart = context.byPart();
    Subject subject =
        byPart
            ? new Subject(
                Optional.of(store.name()),
                Optional.of(camera.device()),
                Optional.of(camera.name()),
                counter.map(Counter::name))
            : Subject.ofStore(store.name());
    parts.merge(
        byPart ? camera.device() + "\n" + camera.name() + "\n" + name : "",
        new Part<>(subject, camera.id(), values),
        (one, other) ->
            new Part<>(subject, camera.id(), measure.adder().add(one.values(), other.values())));
  }

  private CountWindow window(Span span, String body) {
    return span.minutes() == 1
        ? codec.read(body, CountWindow.class)
        : codec.read(body, CoarseWindow.class).window();
  }

  private static Slot slot(Span span, ZoneId zone) {
    ZonedDateTime start = Instant.ofEpochMilli(span.start()).atZone(zone);
    return new Slot(
        start.toLocalDate(),
        start.toOffsetDateTime(),
        Instant.ofEpochMilli(span.end()).atZone(zone).toOffsetDateTime(),
        !start.equals(start.withEarlierOffsetAtOverlap()));
  }

  private Coverage coverage(Store store, int part, Span span, Map<Integer, Long> observed) {
    long length = span.minutes() * MINUTE;
    if (context.byPart()) {
      return new Coverage(observed.getOrDefault(part, 0L), length, 1);
    }
    Coverage sum = new Coverage(0, 0, 0);
    for (Camera camera : context.camerasOf(store)) {
      long expected =
          observed.containsKey(camera.id())
              ? length
              : camera.expected(
                  Instant.ofEpochMilli(span.start()), Instant.ofEpochMilli(span.end()));
      sum =
          sum.plus(
              new Coverage(observed.getOrDefault(camera.id(), 0L), expected, expected > 0 ? 1 : 0));
    }
    return sum;
  }
}
