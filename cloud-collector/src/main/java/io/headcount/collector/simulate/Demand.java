package io.headcount.collector.simulate;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** How many people want to go to a shop on a day: season, trend, weekday, feasts and weather. */
final class Demand {
  private static final long WEATHER = 11;
  private static final long LOCAL = 12;
  private static final double DAYS_A_YEAR = 365.25;

  private Demand() {}

  /** Visitors on a day, none when the shop is closed. */
  static int visitors(Shop shop, LocalDate day, Hours hours) {
    if (hours.closedAllDay()) {
      return 0;
    }
    double expected =
        shop.normalDay()
            * shop.kind().share(day.getDayOfWeek())
            * season(shop, day)
            * trend(shop, day)
            * feast(shop, day)
            * weather(shop, day);
    return (int) Math.max(1, Math.round(expected));
  }

  /** People shop indoors in winter, most of all before Christmas. */
  private static double season(Shop shop, LocalDate day) {
    double year = 2 * StrictMath.PI * (day.getDayOfYear() - 1) / DAYS_A_YEAR;
    double winter = StrictMath.cos(year) * (shop.city().country().southern() ? -1 : 1);
    boolean gifts = shop.kind() == ShopKind.FASHION || shop.kind() == ShopKind.ELECTRONICS;
    int since = day.getDayOfYear() - LocalDate.of(day.getYear(), 11, 25).getDayOfYear();
    double advent = since >= 0 && since < 30 ? since / 30.0 * (gifts ? 0.45 : 0.15) : 0;
    return 1 + 0.07 * winter + advent;
  }

  private static double trend(Shop shop, LocalDate day) {
    double years = (day.toEpochDay() - Fleet.SINCE.toEpochDay()) / DAYS_A_YEAR;
    return StrictMath.pow(1 + shop.growth(), years);
  }

  /** Before a day on which all is closed, what it would have sold is fetched. */
  private static double feast(Shop shop, LocalDate day) {
    boolean weekday = day.getDayOfWeek() != DayOfWeek.SATURDAY;
    return weekday && shop.city().country().holiday(day.plusDays(1)) ? 1.25 : 1;
  }

  /**
   * The same for a whole city, and much the same as yesterday; a little of it is the shop's own.
   */
  private static double weather(Shop shop, LocalDate day) {
    long place = shop.city().slug().hashCode();
    long number = day.toEpochDay();
    double sky =
        0.6 * sky(place, number) + 0.35 * sky(place, number - 1) + 0.2 * sky(place, number - 2);
    double own = Chance.bell(Chance.key(shop.seed(), LOCAL, number));
    return Math.clamp(1 + 0.1 * sky + 0.04 * own, 0.6, 1.4);
  }

  private static double sky(long place, long number) {
    return Chance.bell(Chance.key(WEATHER, place, number));
  }
}
