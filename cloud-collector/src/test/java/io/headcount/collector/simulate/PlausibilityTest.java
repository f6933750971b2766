package io.headcount.collector.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers that people who know shops would believe. */
final class PlausibilityTest {
  private static final List<Shop> SHOPS = Fleet.of(9, 300, 3).shops();
  private static final LocalDate MONDAY = LocalDate.of(2025, 5, 5);

  private static List<Shop> of(ShopKind kind) {
    return SHOPS.stream().filter(shop -> shop.kind() == kind).toList();
  }

  private static double mean(List<Shop> shops, ToDoubleFunction<Shop> number) {
    return shops.stream().mapToDouble(number).average().orElseThrow();
  }

  private static int visitors(Shop shop, LocalDate day) {
    return Demand.visitors(shop, day, shop.hours(day));
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsThereInItsSizes(ShopKind kind) {
    List<Shop> shops = of(kind);
    assertThat(shops).hasSizeGreaterThan(30);
    assertThat(shops).allMatch(s -> s.normalDay() >= kind.fewest() && s.normalDay() <= kind.most());
    assertThat(mean(shops, Shop::normalDay)).isLessThan((kind.fewest() + kind.most()) / 2.0);
  }

  @ParameterizedTest
  @CsvSource({
    "FASHION, 1.5, 2.1",
    "SUPERMARKET, 1.2, 1.6",
    "BAKERY, 1.1, 1.5",
    "ELECTRONICS, 1.5, 2.1",
    "PHARMACY, 0.5, 0.8"
  })
  void saturdayAgainstMonday(ShopKind kind, double least, double most) {
    double monday = mean(of(kind), shop -> visitors(shop, MONDAY.plusWeeks(2)));
    double saturday = mean(of(kind), shop -> visitors(shop, MONDAY.plusWeeks(2).plusDays(5)));
    assertThat(saturday / monday).isBetween(least, most);
  }

  @ParameterizedTest
  @CsvSource({
    "BAKERY, 12, 15, 1.5", // lunch
    "SUPERMARKET, 17, 15, 1.3", // after work
    "FASHION, 17, 11, 1.2"
  })
  void rushOfAWorkingDay(ShopKind kind, int busy, int quiet, double least) {
    LocalDate day = MONDAY.plusWeeks(2).plusDays(2);
    double rush = mean(of(kind), shop -> arrivals(shop, day, busy));
    double calm = mean(of(kind), shop -> arrivals(shop, day, quiet));
    assertThat(rush / calm).isGreaterThan(least);
  }

  private static int arrivals(Shop shop, LocalDate day, int hour) {
    Hours hours = shop.hours(day);
    Visitors visitors = Visitors.of(shop, day, hours);
    int count = 0;
    for (int i = 0; i < visitors.count(); i++) {
      long at = hours.open() + visitors.enter(i) - hours.dayStart();
      count += at / 3600 == hour ? 1 : 0;
    }
    return count;
  }

  @ParameterizedTest
  @EnumSource
  void halfOfTheVisitorsStayAsLongAsUsual(ShopKind kind) {
    int shorter = 0;
    int all = 0;
    for (Shop shop : of(kind)) {
      Visitors visitors = Visitors.of(shop, MONDAY.plusWeeks(2), shop.hours(MONDAY.plusWeeks(2)));
      for (int i = 0; i < visitors.count(); i++) {
        all++;
        shorter += visitors.leave(i) - visitors.enter(i) < kind.stayMinutes() * 60 ? 1 : 0;
      }
    }
    assertThat((double) shorter / all).isBetween(0.45, 0.58);
  }

  @Test
  void adventIsBusyAndSummerIsNot() {
    List<Shop> north =
        of(ShopKind.FASHION).stream().filter(s -> !s.city().country().southern()).toList();
    double july = mean(north, shop -> visitors(shop, LocalDate.of(2025, 7, 9)));
    double advent = mean(north, shop -> visitors(shop, LocalDate.of(2025, 12, 17)));
    assertThat(advent / july).isBetween(1.3, 1.9);
  }

  @Test
  void aShopGrowsAsItIsSaidTo() {
    Shop shop =
        SHOPS.stream().max(java.util.Comparator.comparingDouble(Shop::growth)).orElseThrow();
    double first = 0;
    double second = 0;
    for (int i = 0; i < 364; i++) { // whole weeks
      first += visitors(shop, LocalDate.of(2024, 1, 8).plusDays(i));
      second += visitors(shop, LocalDate.of(2025, 1, 6).plusDays(i));
    }
    assertThat(second / first - 1).isBetween(shop.growth() - 0.03, shop.growth() + 0.03);
  }

  @Test
  void oneCityHasOneWeather() {
    List<Shop> paris =
        of(ShopKind.SUPERMARKET).stream().filter(s -> s.city() == City.PARIS).toList();
    double same = 0;
    double other = 0;
    Shop here = paris.get(0);
    Shop near = paris.get(1);
    Shop far =
        of(ShopKind.SUPERMARKET).stream()
            .filter(s -> s.city() == City.LEEDS)
            .findFirst()
            .orElseThrow();
    for (int week = 1; week < 60; week++) {
      LocalDate day = LocalDate.of(2025, 1, 7).plusWeeks(week);
      same += surprise(here, day) * surprise(near, day);
      other += surprise(here, day) * surprise(far, day);
    }
    assertThat(same).isGreaterThan(2 * Math.abs(other));
  }

  /** How far a day is from the mean of the weeks before and after. */
  private static double surprise(Shop shop, LocalDate day) {
    double usual = (visitors(shop, day.minusWeeks(1)) + visitors(shop, day.plusWeeks(1))) / 2.0;
    return usual == 0 ? 0 : visitors(shop, day) / usual - 1;
  }

  @Test
  void sundaysAreAsInTheirCountry() {
    LocalDate sunday = MONDAY.plusDays(6);
    assertThat(sunday.getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
    assertThat(SHOPS)
        .filteredOn(s -> s.city().country() == Country.GERMANY && s.kind() != ShopKind.BAKERY)
        .isNotEmpty()
        .allMatch(s -> s.hours(sunday).closedAllDay());
    long closed =
        SHOPS.stream()
            .filter(s -> s.city().country() == Country.FRANCE)
            .filter(s -> s.hours(sunday).closedAllDay())
            .count();
    assertThat(closed).isBetween(1L, 15L);
  }

  @Test
  void camerasFailNowAndThen() {
    long days = 0;
    long touched = 0;
    for (Shop shop : SHOPS.subList(0, 60)) {
      for (int i = 0; i < 100; i++) {
        LocalDate day = MONDAY.plusDays(i);
        Hours hours = shop.hours(day);
        Outages outages = Outages.of(shop, 0, day, hours);
        days++;
        touched += minutesLost(outages, hours) > 0 ? 1 : 0;
      }
    }
    assertThat((double) touched / days).isBetween(0.03, 0.07);
  }

  private static int minutesLost(Outages outages, Hours hours) {
    int lost = 0;
    for (long minute = hours.dayStart(); minute < hours.dayEnd(); minute += 60) {
      lost += outages.seen(minute) < 60 ? 1 : 0;
    }
    return lost;
  }

  @Test
  void aWrongClockNeverWritesAMinuteTwice() {
    int wrong = 0;
    for (Shop shop : SHOPS) {
      for (int i = 0; i < 200; i++) {
        LocalDate day = MONDAY.plusDays(i);
        Hours hours = shop.hours(day);
        var cut = PowerCut.of(shop, day, hours);
        if (cut.isPresent()) {
          PowerCut found = cut.get();
          assertThat(found.to().minus(found.behind())).isAfterOrEqualTo(found.from());
          assertThat(found.wrongUntil().getEpochSecond()).isLessThan(hours.dayEnd());
          wrong += found.behind().isPositive() ? 1 : 0;
        }
      }
    }
    assertThat(wrong).isPositive();
  }
}
