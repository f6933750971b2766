package io.headcount.collector.simulate;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is sold, which decides who comes when and for how long. */
@SuppressWarnings("ImmutableEnumChecker") // its collections are copies that nobody can change
enum ShopKind {
  FASHION(200, 1100, 16, 0.30, 10.0, 20.0, new Rush(0.5, 0.9), week(85, 83, 88, 95, 112, 150, 87)),
  SUPERMARKET(
      900, 3200, 14, 0.90, 7.0, 21.0, new Rush(0.7, 1.5), week(95, 90, 92, 98, 118, 130, 77)),
  BAKERY(300, 900, 4, 0.93, 6.5, 18.5, new Rush(1.6, 0.6), week(94, 94, 95, 98, 107, 122, 90)),
  ELECTRONICS(
      250, 1300, 18, 0.34, 10.0, 20.0, new Rush(0.6, 1.0), week(86, 84, 87, 94, 110, 152, 87)),
  PHARMACY(200, 500, 6, 0.82, 8.5, 19.0, new Rush(0.5, 1.1), week(118, 106, 100, 102, 108, 66, 40));

  private static final int MINUTES = 1440;

  private final int fewest;
  private final int most;
  private final double stayMinutes;
  private final double buyers;
  private final double opens;
  private final double closes;
  private final Map<DayOfWeek, Double> week;
  private final List<Double> workday;
  private final List<Double> weekend;

  ShopKind(
      int fewest,
      int most,
      double stayMinutes,
      double buyers,
      double opens,
      double closes,
      Rush rush,
      Map<DayOfWeek, Double> week) {
    this.fewest = fewest;
    this.most = most;
    this.stayMinutes = stayMinutes;
    this.buyers = buyers;
    this.opens = opens;
    this.closes = closes;
    this.week = week;
    this.workday = workday(rush);
    this.weekend = weekend();
  }

  /** How much stronger than the rest of a working day lunch and the time after work are. */
  private record Rush(double lunch, double evening) {}

  /** Per cent of a normal day, from Monday on. */
  private static Map<DayOfWeek, Double> week(double... percent) {
    return Arrays.stream(DayOfWeek.values())
        .collect(
            Collectors.toUnmodifiableMap(day -> day, day -> percent[day.getValue() - 1] / 100));
  }

  private static List<Double> workday(Rush rush) {
    return minutes(
        hour ->
            0.35
                + 0.65 * bump(hour, 13.5, 5)
                + rush.lunch() * bump(hour, 12.6, 0.7)
                + rush.evening() * bump(hour, 17.6, 1.1));
  }

  private static List<Double> weekend() {
    return minutes(hour -> 0.3 + bump(hour, 14.3, 2.6) + 0.3 * bump(hour, 11, 1.2));
  }

  private static List<Double> minutes(DoubleUnaryOperator weightAtHour) {
    return IntStream.range(0, MINUTES)
        .mapToObj(minute -> weightAtHour.applyAsDouble(minute / 60.0))
        .toList();
  }

  private static double bump(double hour, double peak, double width) {
    double away = (hour - peak) / width;
    return StrictMath.exp(-away * away / 2);
  }

  /** How many come on a normal day: of the smallest shop. */
  int fewest() {
    return fewest;
  }

  /** How many come on a normal day: to the largest shop. */
  int most() {
    return most;
  }

  /** How long half of all visitors stay at most. */
  double stayMinutes() {
    return stayMinutes;
  }

  /** Share of the visitors who buy. */
  double buyers() {
    return buyers;
  }

  /** When the doors open, in hours of the day. */
  double opens() {
    return opens;
  }

  /** When they close. */
  double closes() {
    return closes;
  }

  /** This day of the week against a normal day. */
  double share(DayOfWeek day) {
    return week.getOrDefault(day, 1.0);
  }

  /** How likely somebody comes at a minute of the day, against other minutes. */
  double weight(DayOfWeek day, int minute) {
    return (day.getValue() < DayOfWeek.SATURDAY.getValue() ? workday : weekend).get(minute);
  }

  /** As people write it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
