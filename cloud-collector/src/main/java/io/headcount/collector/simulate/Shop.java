package io.headcount.collector.simulate;

import io.headcount.contract.Birth;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * A shop that does not exist. Immutable.
 *
 * @param seed decides all its numbers
 * @param id the store in topics and queries, unique in its fleet
 * @param name for people
 * @param normalDay how many come on a normal day
 * @param growth from one year to the next, such as 0.03
 * @param doors one or two
 * @param revision of its box's configuration
 */
public record Shop(
    long seed,
    String id,
    String name,
    City city,
    ShopKind kind,
    int normalDay,
    double growth,
    int doors,
    String revision,
    List<ShopCamera> cameras) {
  private static final List<City> CITIES = List.of(City.values());
  private static final List<ShopKind> KINDS = List.of(ShopKind.values());
  private static final double BUSY = 700; // visitors a day that ask for a second door
  private static final Duration CERTIFIED = Duration.ofDays(365);
  private static final double SECOND_DOOR = 0.35; // share that comes in by it

  public Shop {
    cameras = List.copyOf(cameras);
  }

  static Shop of(long seed, int index, int cameras) {
    City city = CITIES.get(index % CITIES.size());
    ShopKind kind = KINDS.get((int) (KINDS.size() * Chance.unit(Chance.key(seed, 1))));
    // most shops are small: the logarithm of their size is evenly spread
    double size = Chance.unit(Chance.key(seed, 2));
    int normalDay =
        (int) (kind.fewest() * StrictMath.pow((double) kind.most() / kind.fewest(), size));
    int doors = normalDay < BUSY || cameras < 3 ? 1 : 2;
    return new Shop(
        seed,
        "%s-%04d".formatted(city.slug(), index + 1),
        "%s %d, %s".formatted(city.title(), index / CITIES.size() + 1, kind.title()),
        city,
        kind,
        normalDay,
        0.14 * Chance.unit(Chance.key(seed, 3)) - 0.06,
        doors,
        String.format(Locale.ROOT, "%012x", Chance.key(seed, 4, cameras) >>> 16),
        ShopCamera.of(Chance.key(seed, 5), kind, doors, cameras));
  }

  /** The one for the broker lasts a year, the one of the page two; each box got them some day. */
  List<Birth.Certificate> certificates(Instant now) {
    return List.of(
        new Birth.Certificate("uplink", now.plus(left(CERTIFIED, 6))),
        new Birth.Certificate("page", now.plus(left(CERTIFIED.multipliedBy(2), 7))));
  }

  private Duration left(Duration whole, long key) {
    return Duration.ofHours((long) (whole.toHours() * Chance.unit(Chance.key(seed, key))));
  }

  /** The store's time zone. */
  public ZoneId zone() {
    return city.zone();
  }

  /** When it is open on one day of its own calendar. */
  Hours hours(LocalDate day) {
    long start = day.atStartOfDay(zone()).toEpochSecond();
    long end = day.plusDays(1).atStartOfDay(zone()).toEpochSecond();
    if (closed(day)) {
      return new Hours(start, end, start, start);
    }
    double later = Math.round(2 * Chance.unit(Chance.key(seed, 6))) / 2.0;
    boolean sunday = day.getDayOfWeek() == DayOfWeek.SUNDAY;
    boolean early = day.getDayOfWeek() == DayOfWeek.SATURDAY && kind == ShopKind.PHARMACY;
    double opens = kind.opens() + (sunday ? 1.5 : later);
    double closes = sunday ? Math.min(17, kind.closes() - 1) : early ? 14 : kind.closes() + later;
    return new Hours(start, end, at(day, opens), at(day, closes));
  }

  /**
   * The first of a day's visitors who came in by a door; those up to the next door's first did too.
   */
  int firstIn(int visitors, int door) {
    return first(visitors, door, SECOND_DOOR);
  }

  /** The same for going out; most leave by the door they came in by. */
  int firstOut(int visitors, int door) {
    return first(visitors, door, SECOND_DOOR - 0.05);
  }

  /** Visitors are in no order, so a stretch of their numbers is as good as a draw. */
  private int first(int visitors, int door, double second) {
    if (door == doors) {
      return visitors;
    }
    return door == 0 ? 0 : (int) Math.round(visitors * (1 - second));
  }

  private boolean closed(LocalDate day) {
    if (city.country().holiday(day)) {
      return true;
    }
    boolean shopsOnly = city.country().sundaysClosed() && kind != ShopKind.BAKERY;
    boolean restsAnyhow = Chance.unit(Chance.key(seed, 7)) < 0.25;
    return day.getDayOfWeek() == DayOfWeek.SUNDAY && (shopsOnly || restsAnyhow);
  }

  /** A time of the day; doors are not moved in the hours that clocks are changed in. */
  private long at(LocalDate day, double hours) {
    return day.atStartOfDay().plusMinutes(Math.round(hours * 60)).atZone(zone()).toEpochSecond();
  }
}
