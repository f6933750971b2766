package io.headcount.collector.query;

import io.headcount.collector.measure.Walk;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** How many people are inside stores, over their days. Thread-safe. */
public final class Occupancy {
  private final Series<Walk> walks;

  Occupancy(Series<Walk> walks) {
    this.walks = walks;
  }

  /**
   * A point for each minute, hour or day of each store; by store, then by time.
   *
   * @throws QueryException when the grain is longer than a day, there are too many points, or
   *     something named is not known
   */
  public List<Point<Inside>> list(Question question) {
    boolean days =
        switch (question.grain()) {
          case MINUTE, HOUR, DAY -> true;
          case WEEK, MONTH, TOTAL -> false;
        };
    if (!days || question.selection().by() != By.STORE || !question.selection().whole()) {
      throw new QueryException(
          QueryException.Kind.REFUSED,
          "who is inside is known of stores, by minute, hour or day",
          "ask for grain=minute, grain=hour or grain=day");
    }
    List<Point<Inside>> points = new ArrayList<>();
    Subject of = Subject.ALL;
    LocalDate day = LocalDate.MIN;
    long inside = 0;
    for (Point<Walk> point : walks.list(question)) {
      if (!point.subject().equals(of) || !point.slot().day().equals(day)) {
        of = point.subject();
        day = point.slot().day();
        inside = 0;
      }
      points.add(
          new Point<>(
              point.subject(),
              point.slot(),
              after(point.values(), inside),
              point.coverage(),
              point.simulated()));
      inside = point.values().inside(inside);
    }
    return points;
  }

  private static Inside after(Walk walk, long before) {
    return new Inside(walk.inside(before), walk.peak(before), walk.corrected(before));
  }
}
