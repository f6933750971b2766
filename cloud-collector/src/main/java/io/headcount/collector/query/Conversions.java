package io.headcount.collector.query;

import io.headcount.collector.query.Directory.Store;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Puts sales beside those who came in. Thread-safe. */
public final class Conversions {
  private static final int HOURS = 1;

  private final Reading reading;
  private final Series<Passages> lines;

  Conversions(Reading reading, Series<Passages> lines) {
    this.reading = reading;
    this.lines = lines;
  }

  /**
   * A point for each part of the period of which sales are known; by store, then by time.
   *
   * @throws QueryException when it is asked by minute or of parts of stores, there are too many
   *     points, or something named is not known
   */
  public List<Point<Conversion>> list(Question question) {
    if (question.grain() == Grain.MINUTE
        || question.selection().by() != By.STORE
        || !question.selection().whole()) {
      throw new QueryException(
          QueryException.Kind.REFUSED,
          "sales are known of stores, by hour and longer",
          "ask for grain=hour or a longer one");
    }
    boolean hours = question.grain() == Grain.HOUR;
    Map<String, Store> stores = new HashMap<>();
    Map<Moment, Sold> sold = new HashMap<>();
    reading.read(
        h -> {
          List<Store> selected = Directory.stores(h, question.selection());
          selected.forEach(store -> stores.put(store.name(), store));
          sold.putAll(selected.isEmpty() ? Map.of() : sold(h, selected, question.period(), hours));
          return selected.size();
        });
    Question fine =
        new Question(question.selection(), question.period(), hours ? Grain.HOUR : Grain.DAY);
    Slots slots = new Slots(question.grain(), question.period());
    Map<String, Map<Long, Point<Conversion>>> found = new TreeMap<>();
    for (Point<Passages> point : lines.list(fine)) {
      String name = point.subject().store().orElseThrow();
      Store store = Optional.ofNullable(stores.get(name)).orElseThrow();
      long start = point.slot().start().toInstant().toEpochMilli();
      LocalDate day = point.slot().day();
      Optional.ofNullable(sold.get(new Moment(store.id(), hours ? start : day.toEpochDay())))
          .ifPresent(
              sale -> {
                long bucket = slots.bucket(start, Math.toIntExact(day.toEpochDay()));
                found
                    .computeIfAbsent(name, n -> new TreeMap<>())
                    .merge(
                        bucket,
                        new Point<>(
                            point.subject(),
                            slots.slot(store.zone(), bucket),
                            new Conversion(
                                point.values().in(), sale.transactions(), sale.revenue()),
                            point.coverage(),
                            point.simulated()),
                        Conversions::together);
              });
    }
    List<Point<Conversion>> points = new ArrayList<>();
    found.values().forEach(of -> points.addAll(of.values()));
    return points;
  }

  private static Point<Conversion> together(Point<Conversion> one, Point<Conversion> other) {
    Coverage coverage =
        new Coverage(
            one.coverage().observedMillis() + other.coverage().observedMillis(),
            one.coverage().expectedMillis() + other.coverage().expectedMillis(),
            Math.max(one.coverage().cameras(), other.coverage().cameras()));
    return new Point<>(
        one.subject(),
        one.slot(),
        one.values().plus(other.values()),
        coverage,
        one.simulated() || other.simulated());
  }

  /** An hour's beginning or a day, of a store. */
  private record Moment(int store, long at) {}

  private record Sold(long transactions, Optional<Double> revenue) {
    Sold plus(Sold other) {
      Conversion sum =
          new Conversion(0, transactions, revenue)
              .plus(new Conversion(0, other.transactions, other.revenue));
      return new Sold(sum.transactions(), sum.revenue());
    }
  }

  /** By hour; or by day, where what was told of the day holds against the sum of its hours. */
  private static Map<Moment, Sold> sold(
      Handle h, List<Store> stores, Period period, boolean hours) {
    Map<Moment, Sold> ofHours = new HashMap<>();
    Map<Moment, Sold> ofDays = new HashMap<>();
    h.createQuery(
            """
            SELECT store_id, grain, start, day, transactions, revenue FROM sales
            WHERE tenant_id = ? AND store_id IN (%s) AND day BETWEEN ? AND ?"""
                .formatted(Directory.ids(stores.stream().map(Store::id).toList())))
        .bind(0, stores.getFirst().tenant())
        .bind(1, period.first().toEpochDay())
        .bind(2, period.last().toEpochDay())
        .map(
            (row, context) -> {
              double revenue = row.getDouble(6);
              Sold sold =
                  new Sold(row.getLong(5), row.wasNull() ? Optional.empty() : Optional.of(revenue));
              boolean hour = row.getInt(2) == HOURS;
              Moment moment = new Moment(row.getInt(1), hours ? row.getLong(3) : row.getLong(4));
              return hour ? ofHours.merge(moment, sold, Sold::plus) : ofDays.put(moment, sold);
            })
        .list();
    if (!hours) {
      ofHours.putAll(ofDays);
    }
    return ofHours;
  }
}
