package io.headcount.collector.query;

import io.headcount.collector.query.Directory.Store;
import io.headcount.contract.CoarseWindow;
import io.headcount.contract.CountWindow;
import io.headcount.contract.JsonCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What stores are like at this moment. Thread-safe. */
public final class Current {
  /**
   * The newest minutes of stores. That of each store is looked up first, and SQLite joins in the
   * order that CROSS JOIN says: else it reads all minutes of the week.
   */
  static final String LATEST =
      """
      WITH newest AS MATERIALIZED (
        SELECT s.id, (SELECT max(x.start) FROM minute x WHERE x.tenant_id = s.tenant_id
            AND x.store_id = s.id AND x.start >= :back AND x.start < :ahead) AS start
        FROM store s WHERE s.tenant_id = :tenant AND s.id IN (<stores>))
      SELECT m.store_id, m.start, m.minutes, m.coverage, m.body, m.camera_id
      FROM newest n CROSS JOIN minute m
      WHERE m.tenant_id = :tenant AND m.store_id = n.id AND m.start = n.start""";

  /** A window from further ahead has a wrong clock. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final Duration BACK = Duration.ofDays(7);
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final Reading reading;
  private final Series<Passages> lines;
  private final Occupancy occupancy;
  private final InstantSource clock;
  private final JsonCodec codec = new JsonCodec();

  Current(Reading reading, Series<Passages> lines, Occupancy occupancy, InstantSource clock) {
    this.reading = reading;
    this.lines = lines;
    this.occupancy = occupancy;
    this.clock = clock;
  }

  /** The selected stores, by name. Lines, cameras and devices of the selection do not matter. */
  public Page<StoreNow> stores(Selection selection, Page.Range range) {
    Instant now = clock.instant();
    List<Store> selected = reading.read(h -> Directory.stores(h, selection));
    Page<Store> page =
        Page.of(selected.stream().skip(range.offset()).limit(range.limit() + 1L).toList(), range);
    List<Store> stores = page.items();
    if (stores.isEmpty()) {
      return new Page<>(List.of(), page.next());
    }
    Map<Integer, Presence> presence = reading.read(h -> presence(h, stores));
    Map<Integer, Point<Passages>> latest = reading.read(h -> latest(h, stores, now));
    Map<String, Point<Passages>> today = today(selection.scope(), stores, now, lines::list);
    Map<String, Point<Inside>> inside = today(selection.scope(), stores, now, occupancy::list);
    return new Page<>(
        stores.stream()
            .map(
                store -> {
                  Presence seen = presence.getOrDefault(store.id(), Presence.NONE);
                  return new StoreNow(
                      store.name(),
                      store.zone(),
                      store.simulated(),
                      LocalDate.ofInstant(now, store.zone()),
                      Optional.ofNullable(today.get(store.name())),
                      Optional.ofNullable(inside.get(store.name())).map(Point::values),
                      Optional.ofNullable(latest.get(store.id())),
                      seen.last(),
                      seen.devices(),
                      seen.online());
                })
            .toList(),
        page.next());
  }

  /** What is heard of a store's devices. */
  private record Presence(Optional<Instant> last, int devices, int online) {
    static final Presence NONE = new Presence(Optional.empty(), 0, 0);
  }

  private static Map<Integer, Presence> presence(Handle h, List<Store> stores) {
    Map<Integer, Presence> presence = new HashMap<>();
    h.createQuery(
            """
            SELECT store_id, max(last_seen) AS last, count(*),
              sum(CASE WHEN online THEN 1 ELSE 0 END)
            FROM device WHERE tenant_id = ? AND store_id IN (%s) GROUP BY store_id"""
                .formatted(ids(stores)))
        .bind(0, stores.getFirst().tenant())
        .map(
            (row, context) ->
                presence.put(
                    row.getInt(1),
                    new Presence(Columns.instant(row, "last"), row.getInt(3), row.getInt(4))))
        .list();
    return presence;
  }

  /** Stores of one date at a time, because the world has two or three at once. */
  private static <V> Map<String, Point<V>> today(
      Scope scope, List<Store> stores, Instant now, Function<Question, List<Point<V>>> numbers) {
    Map<String, Point<V>> today = new HashMap<>();
    stores.stream()
        .collect(Collectors.groupingBy(store -> LocalDate.ofInstant(now, store.zone())))
        .forEach(
            (date, there) -> {
              Set<String> names = there.stream().map(Store::name).collect(Collectors.toSet());
              numbers
                  .apply(
                      new Question(
                          Selection.of(scope, By.STORE).in(names),
                          new Period(date, date),
                          Grain.DAY))
                  .forEach(point -> today.put(point.subject().store().orElse(""), point));
            });
    return today;
  }

  private Map<Integer, Point<Passages>> latest(Handle h, List<Store> stores, Instant now) {
    Map<Integer, Store> byId = stores.stream().collect(Collectors.toMap(Store::id, s -> s));
    Map<Integer, Latest> latest = new HashMap<>();
    h.createQuery(LATEST.replace("<stores>", ids(stores)))
        .bind("tenant", stores.getFirst().tenant())
        .bind("back", now.minus(BACK).toEpochMilli())
        .bind("ahead", now.plus(AHEAD).toEpochMilli())
        .map(
            (row, context) -> {
              long start = row.getLong(2);
              return latest
                  .computeIfAbsent(row.getInt(1), id -> new Latest(start))
                  .add(row.getInt(3), row.getDouble(4), row.getInt(6), row.getString(5), codec);
            })
        .list();
    Map<Integer, Point<Passages>> points = new HashMap<>();
    latest.forEach(
        (id, found) ->
            Optional.ofNullable(byId.get(id))
                .ifPresent(store -> points.put(id, found.point(store))));
    return points;
  }

  private static String ids(List<Store> stores) {
    return Directory.ids(stores.stream().map(Store::id).toList());
  }

  /** Puts windows of one beginning together. Confined to one call. */
  private static final class Latest {
    private final long start;
    private final Set<Integer> cameras = new HashSet<>();
    private Passages sum = Passages.NONE;
    private int minutes = 1;
    private double observedMinutes;

    Latest(long start) {
      this.start = start;
    }

    boolean add(int span, double coverage, int camera, String body, JsonCodec codec) {
      CountWindow window =
          span == 1
              ? codec.read(body, CountWindow.class)
              : codec.read(body, CoarseWindow.class).window();
      window.lines().forEach(l -> sum = sum.plus(new Passages(l.in(), l.out())));
      minutes = Math.max(minutes, span);
      observedMinutes += coverage * span;
      return cameras.add(camera);
    }

    Point<Passages> point(Store store) {
      ZonedDateTime begins = at(start, store.zone());
      Slot slot =
          new Slot(
              begins.toLocalDate(),
              begins.toOffsetDateTime(),
              at(start + minutes * MINUTE, store.zone()).toOffsetDateTime(),
              !begins.equals(begins.withEarlierOffsetAtOverlap()));
      return new Point<>(
          Subject.ofStore(store.name()),
          slot,
          sum,
          new Coverage(
              Math.round(observedMinutes * MINUTE),
              MINUTE * minutes * cameras.size(),
              cameras.size()),
          store.simulated());
    }

    private static ZonedDateTime at(long millis, ZoneId zone) {
      return Instant.ofEpochMilli(millis).atZone(zone);
    }
  }
}
