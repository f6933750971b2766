package io.headcount.collector.query;

import io.headcount.collector.query.QueryException.Kind;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Puts two periods of one selection side by side. Thread-safe. The first days meet, then the second
 * ones and so on; hours meet by what the store's clock shows.
 */
public final class Comparisons<V> {
  /** What two periods must have in common. */
  public enum Align {
    /** Nothing but their length. */
    DAY,
    /** The days of the week too. */
    WEEKDAY
  }

  private final Series<V> series;

  Comparisons(Series<V> series) {
    this.series = series;
  }

  /**
   * The parts of a period beside those of another.
   *
   * @throws QueryException when the periods do not match
   */
  public List<Comparison<V>> periods(Question question, Period then, Align align) {
    Period now = question.period();
    requireMatch(now, then, align, question.grain());
    Series.Context meant = series.context(question);
    Map<Place, Point<V>> before = new LinkedHashMap<>();
    for (Point<V> point : series.list(meant.in(then))) {
      before.put(Place.of(point, then), point);
    }
    List<Comparison<V>> compared = new ArrayList<>();
    for (Point<V> point : series.list(meant)) {
      Optional<Point<V>> other = Optional.ofNullable(before.remove(Place.of(point, now)));
      compared.add(new Comparison<>(point.subject(), Optional.of(point), other));
    }
    before
        .values()
        .forEach(
            point ->
                compared.add(
                    new Comparison<>(point.subject(), Optional.empty(), Optional.of(point))));
    return compared;
  }

  private static void requireMatch(Period now, Period then, Align align, Grain grain) {
    switch (grain) {
      case HOUR, DAY, TOTAL -> {}
      case MINUTE, WEEK, MONTH ->
          throw new QueryException(
              Kind.REFUSED,
              "periods are not compared by "
                  + (grain == Grain.MINUTE ? "minutes" : "weeks or months"),
              "compare by hour, by day or in total");
    }
    if (now.days() != then.days()) {
      throw new QueryException(
          Kind.REFUSED,
          "%d days cannot be compared with %d days".formatted(now.days(), then.days()),
          "give two periods of the same length");
    }
    if (align == Align.WEEKDAY && ChronoUnit.DAYS.between(then.first(), now.first()) % 7 != 0) {
      throw new QueryException(
          Kind.REFUSED,
          "%s is a %s and %s a %s"
              .formatted(now.first(), weekday(now.first()), then.first(), weekday(then.first())),
          "begin both periods on the same day of the week, or align by day");
    }
  }

  private static String weekday(LocalDate day) {
    String name = day.getDayOfWeek().name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** Where a point stands in its period; an hour that comes twice has two places. Immutable. */
  private record Place(Subject subject, long day, LocalTime clock, boolean repeated) {
    static Place of(Point<?> point, Period period) {
      return new Place(
          point.subject(),
          ChronoUnit.DAYS.between(period.first(), point.slot().day()),
          point.slot().start().toLocalTime(),
          point.slot().repeated());
    }
  }
}
