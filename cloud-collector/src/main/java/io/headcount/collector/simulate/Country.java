package io.headcount.collector.simulate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What the law and the sky of a country do to its shops. */
@SuppressWarnings("ImmutableEnumChecker") // its set is a copy that nobody can change
enum Country {
  GERMANY(true, false, "--05-01", "--10-03", "--12-25", "--12-26"),
  FRANCE(false, false, "--05-01", "--07-14", "--11-11", "--12-25"),
  BRITAIN(false, false, "--12-25", "--12-26"),
  AMERICA(false, false, "--07-04", "--12-25"),
  INDIA(false, false, "--01-26", "--08-15", "--10-02"),
  JAPAN(false, false),
  AUSTRALIA(false, true, "--01-26", "--04-25", "--12-25", "--12-26"),
  BRAZIL(false, true, "--04-21", "--09-07", "--10-12", "--11-15", "--12-25");

  private final boolean sundaysClosed;
  private final boolean southern;
  private final Set<MonthDay> holidays;

  Country(boolean sundaysClosed, boolean southern, String... holidays) {
    this.sundaysClosed = sundaysClosed;
    this.southern = southern;
    this.holidays =
        Arrays.stream(holidays).map(MonthDay::parse).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether shops that are no bakeries stay closed on Sundays. */
  boolean sundaysClosed() {
    return sundaysClosed;
  }

  /** Whether summer is in January. */
  boolean southern() {
    return southern;
  }

  /** Whether shops are closed on a day for its own sake. */
  boolean holiday(LocalDate day) {
    if (day.getDayOfYear() == 1 || holidays.contains(MonthDay.from(day))) {
      return true;
    }
    return switch (this) {
      case AMERICA -> day.equals(thanksgiving(day.getYear()));
      case GERMANY, FRANCE, BRITAIN, AUSTRALIA, BRAZIL -> easterHoliday(day);
      case INDIA, JAPAN -> false;
    };
  }

  private static LocalDate thanksgiving(int year) {
    return LocalDate.of(year, Month.NOVEMBER, 1)
        .with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY));
  }

  private static boolean easterHoliday(LocalDate day) {
    if (day.getMonthValue() < 3 || day.getMonthValue() > 4) {
      return false;
    }
    long after = day.toEpochDay() - easter(day.getYear()).toEpochDay();
    return after == -2 || after == 0 || after == 1;
  }

  /** Easter Sunday of the Gregorian calendar, by the anonymous algorithm. */
  static LocalDate easter(int year) {
    int moon = year % 19;
    int century = year / 100;
    int epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * moon + 15) % 30;
    int full = epact - epact / 28 * (1 - 29 / (epact + 1) * ((21 - moon) / 11));
    int weekday = (year + year / 4 + full + 2 - century + century / 4) % 7;
    int offset = full - weekday;
    int month = 3 + (offset + 40) / 44;
    return LocalDate.of(year, month, offset + 28 - 31 * (month / 4));
  }
}
