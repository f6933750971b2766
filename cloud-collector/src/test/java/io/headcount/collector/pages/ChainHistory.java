package io.headcount.collector.pages;

import io.headcount.collector.history.Storage;
import io.headcount.collector.query.Filling;
import io.headcount.contract.Birth;
import io.headcount.contract.Health;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.LineCount;
import io.headcount.contract.ReportedConfig;
import io.headcount.contract.StreamName;
import io.headcount.contract.ZoneCount;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a chain of stores looks like with some weeks behind it. It is always the same Wednesday
 * afternoon there. Some stores are offline, stale, half blind or full, as in life. Confined to one
 * thread.
 */
final class ChainHistory {
  static final Instant NOW = Instant.parse("2026-11-18T14:42:30Z");
  static final String HOSTILE_STORE = "<img src=x onerror=alert(1)>&\"'..%2f";
  static final String HOSTILE_NAME = "<script>alert(2)</script><img src=x onerror=alert(3)>";

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final List<City> CITIES =
      List.of(
          new City("hamburg", "Europe/Berlin", "North"),
          new City("bremen", "Europe/Berlin", "North"),
          new City("berlin", "Europe/Berlin", "East"),
          new City("leipzig", "Europe/Berlin", "East"),
          new City("munich", "Europe/Berlin", "South"),
          new City("stuttgart", "Europe/Berlin", "South"),
          new City("london", "Europe/London", "Britain"),
          new City("leeds", "Europe/London", "Britain"),
          new City("new-york", "America/New_York", "America"),
          new City("pune", "Asia/Kolkata", "India"));
  private static final List<String> GROUPS = List.of("City", "Mall", "Outlet");

  /** How a weekday and an hour of the clock compare with the busiest. */
  private static final double[] DAYS = {0.62, 0.6, 0.64, 0.72, 0.9, 1, 0.3};

  private static final double[] HOURS = {
    0.35, 0.5, 0.7, 0.9, 0.8, 0.7, 0.75, 0.9, 1, 0.85, 0.5, 0.2
  };
  private static final int OPENS = 9;
  private static final int HEAT_COLUMNS = 20;
  private static final int HEAT_ROWS = 11;

  /** As many stores have ways, heat and sales. */
  private static final int SOLD = 3;

  private final JsonCodec codec = new JsonCodec();
  private final Random random = new Random(7);
  private final Filling filling;

  private record City(String name, String zone, String region) {}

  private ChainHistory(Filling filling) {
    this.filling = filling;
  }

  /**
   * Fills a new history.
   *
   * @param hostile one store more, whose lines, zones and boxes are called what no browser should
   *     take for markup
   */
  static void fill(Storage storage, int stores, int weeks, boolean hostile) {
    try (Filling filling = new Filling(storage)) {
      new ChainHistory(filling).fill(stores, weeks, hostile);
    }
  }

  private void fill(int stores, int weeks, boolean hostile) {
    try {
      filling.run("PRAGMA synchronous = OFF");
      filling.connection().setAutoCommit(false);
      int tenant = filling.tenant("acme");
      for (int i = 0; i < stores; i++) {
        City city = CITIES.get(i % CITIES.size());
        String name = "%s-%02d".formatted(city.name(), i / CITIES.size() + 1);
        store(tenant, name, city, i, weeks, false);
      }
      if (hostile) {
        store(tenant, HOSTILE_STORE, CITIES.getFirst(), stores, weeks, true);
      }
      filling.connection().commit();
      filling.connection().setAutoCommit(true);
      filling.run("ANALYZE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void store(int tenant, String name, City city, int number, int weeks, boolean hostile)
      throws SQLException {
    Filling.Store store = filling.store(tenant, name, city.zone(), false);
    boolean offline = number % 97 == 11;
    boolean stale = number % 89 == 5;
    boolean blind = number % 41 == 3;
    Instant seen = NOW.minus(Duration.ofMinutes(offline ? 190 : stale ? 44 : 0)).minusSeconds(20);
    Filling.Device box =
        filling.device(store, hostile ? HOSTILE_NAME : "box", false, seen, !offline);
    Filling.Camera entrance = filling.camera(box, "entrance");
    Filling.Camera floor = filling.camera(box, hostile ? HOSTILE_NAME : "floor");
    Filling.Counter door = filling.line(entrance, hostile ? HOSTILE_NAME : "door-main");
    List<Filling.Counter> zones =
        List.of(
            filling.zone(floor, hostile ? HOSTILE_NAME : "till", "queue"),
            filling.zone(floor, "coffee", "product_area"),
            filling.zone(floor, "window-display", "product_area"));
    Instant until = offline || stale ? seen : NOW;
    hours(store, door, zones, weeks, until, blind, 30 + random.nextInt(220));
    filling.window(
        entrance,
        until.minusSeconds(until.getEpochSecond() % 60 + 60),
        1,
        1,
        new LineCount("door-main", "every_crossing", 3, 2, 3, 2),
        new ZoneCount("till", "queue", 1, 0, 30, 1, 1));
    filling.run(
        "INSERT INTO store_place VALUES (?, ?, ?, ?, ?)",
        tenant,
        store.id(),
        GROUPS.get(number % GROUPS.size()),
        city.region(),
        number % 3 == 0 ? Integer.valueOf(60 + number % 7 * 20) : Integer.valueOf(400));
    if (number % 61 == 7) {
      filling.run(
          "INSERT INTO island VALUES (?, ?, ?, ?, 1, 4, 10)",
          tenant,
          store.id(),
          box.id(),
          box.epoch());
    }
    if (hostile) {
      filling.run(
          "UPDATE store_place SET team = ?, region = ? WHERE store_id = ?",
          HOSTILE_NAME,
          HOSTILE_NAME,
          store.id());
    }
    told(box, number, hostile);
    if (number < SOLD) {
      ways(floor);
      sales(store, weeks);
    }
  }

  /** Ways and heat of today and yesterday: people come by the coffee to the till. */
  private void ways(Filling.Camera floor) {
    for (int day = 17; day <= 18; day++) {
      for (int hour = 8; hour < 15; hour++) {
        StringBuilder presence = new StringBuilder();
        StringBuilder stationary = new StringBuilder();
        for (int cell = 0; cell < HEAT_COLUMNS * HEAT_ROWS; cell++) {
          double x = cell % HEAT_COLUMNS - 7.0 - hour / 3.0;
          int row = cell / HEAT_COLUMNS;
          double y = row - 5.0;
          long here = Math.round(4000 * Math.exp(-(x * x / 12 + y * y / 6)));
          if (here > 4) {
            presence.append(presence.isEmpty() ? "" : ",").append(cell).append(':').append(here);
            stationary
                .append(stationary.isEmpty() ? "" : ",")
                .append(cell)
                .append(':')
                .append(Math.max(1, here / 3));
          }
        }
        filling.paths(
            floor,
            Instant.parse("2026-11-%02dT%02d:00:00Z".formatted(day, hour)),
            ">coffee:%d coffee>till:%d till>:%d coffee>:%d >window-display:9 window-display>coffee:6"
                .formatted(40 + hour, 22 + hour, 20 + hour, 11),
            "%dx%d/%s/%s".formatted(HEAT_COLUMNS, HEAT_ROWS, presence, stationary));
      }
    }
  }

  /** What the tills rang up, day by day. */
  private void sales(Filling.Store store, int weeks) {
    LocalDate today = LocalDate.ofInstant(NOW, store.zone());
    for (LocalDate day = today.minusWeeks(weeks); !day.isAfter(today); day = day.plusDays(1)) {
      filling.run(
          "INSERT INTO sales VALUES (?, ?, 2, ?, ?, ?, ?)",
          store.tenant(),
          store.id(),
          day.atStartOfDay(store.zone()).toInstant().toEpochMilli(),
          day.toEpochDay(),
          120 + day.getDayOfMonth(),
          3400.5 + day.getDayOfMonth() * 20);
    }
  }

  /** What the box said of itself. */
  private void told(Filling.Device box, int number, boolean hostile) {
    List<Health.Problem> problems =
        number % 53 == 9 || hostile
            ? List.of(
                new Health.Problem(
                    Health.Severity.WARNING,
                    hostile ? HOSTILE_NAME : "camera 'floor' is too dark",
                    "give it more light, or mount it elsewhere"))
            : List.of();
    filling.run(
        "UPDATE device SET birth = ?, birth_at = ?, health = ?, health_at = ?, reported = ?,"
            + " reported_at = ? WHERE id = ?",
        codec.write(
            new Birth(
                    1,
                    3 + number % 5,
                    false,
                    hostile ? HOSTILE_NAME : "Box at the entrance",
                    number % 4 == 0 ? "0.9.2" : "1.0.0",
                    box.store().zone().getId(),
                    "e" + box.epoch(),
                    List.of(new Birth.Stream(StreamName.WINDOWS, 90_000, 120_000, 119_998)),
                    "r1",
                    List.of(
                        new Birth.Camera(
                            "entrance",
                            List.of(new Birth.Line("door-main", "every_crossing")),
                            List.of()),
                        new Birth.Camera(
                            "floor",
                            List.of(),
                            List.of(
                                new Birth.Zone("till", "queue"),
                                new Birth.Zone("coffee", "product_area")))),
                    new Birth.Clock(NOW, "b1", 5))
                .with(certificates(number))),
        NOW.minus(Duration.ofDays(2)).toEpochMilli(),
        codec.write(
            new Health(
                1,
                NOW,
                190_000 + number,
                number % 71 == 2 ? 4_300 : 2,
                41_000_000,
                500_000_000,
                0,
                0,
                List.of(
                    new Health.Camera("entrance", "streaming", 9.8),
                    new Health.Camera("floor", problems.isEmpty() ? "streaming" : "stalled", 4.1)),
                problems)),
        NOW.minusSeconds(40).toEpochMilli(),
        codec.write(new ReportedConfig(1, NOW, 0, ReportedConfig.State.LOCAL, "r1", List.of())),
        NOW.minus(Duration.ofDays(2)).toEpochMilli(),
        box.id());
  }

  /** One ends soon, one has ended, some boxes have none. */
  private static List<Birth.Certificate> certificates(int number) {
    if (number % 3 == 2) {
      return List.of();
    }
    int days = number == 4 ? 12 : number == 6 ? -2 : 90 + number;
    return List.of(
        new Birth.Certificate("uplink", NOW.plus(Duration.ofDays(days))),
        new Birth.Certificate("page", NOW.plus(Duration.ofDays(400))));
  }

  private void hours(
      Filling.Store store,
      Filling.Counter door,
      List<Filling.Counter> zones,
      int weeks,
      Instant until,
      boolean blind,
      int busy)
      throws SQLException {
    try (PreparedStatement line =
            filling
                .connection()
                .prepareStatement("INSERT INTO line_rollup VALUES (?,?,?,?,?,?,?,?)");
        PreparedStatement camera =
            filling
                .connection()
                .prepareStatement("INSERT INTO camera_rollup VALUES (?,?,?,?,?,?,?,?,?,?)");
        PreparedStatement stays =
            filling
                .connection()
                .prepareStatement(
                    "INSERT INTO zone_rollup VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
        PreparedStatement inside =
            filling
                .connection()
                .prepareStatement("INSERT INTO inside_rollup VALUES (?,?,?,?,?,?,?,?,?)")) {
      LocalDate today = LocalDate.ofInstant(NOW, store.zone());
      for (LocalDate day = today.minusWeeks(weeks); !day.isAfter(today); day = day.plusDays(1)) {
        long[] whole = new long[2 + 4 * zones.size()];
        long observed = 0;
        long passed = 0;
        for (int clock = 0; clock < 24; clock++) {
          ZonedDateTime start = day.atTime(clock, 0).atZone(store.zone());
          long spoken = Math.min(HOUR, until.toEpochMilli() - start.toInstant().toEpochMilli());
          if (spoken <= 0) {
            continue;
          }
          double part = (double) spoken / HOUR;
          boolean half = blind && day.equals(today) && clock >= OPENS && clock < OPENS + 3;
          long seen = half ? spoken / 3 : spoken;
          long[] hour = new long[whole.length];
          if (clock >= OPENS && clock < OPENS + HOURS.length) {
            double share = HOURS[clock - OPENS] * DAYS[day.getDayOfWeek().getValue() - 1];
            hour[0] = Math.round(busy * share * part * (0.85 + 0.3 * random.nextDouble()));
            hour[1] = Math.round(hour[0] * (clock < OPENS + 2 ? 0.72 : 0.97));
            for (int z = 0; z < zones.size(); z++) {
              hour[2 + 4 * z] = Math.round(hour[0] * (0.6 - 0.2 * z));
              hour[3 + 4 * z] = hour[2 + 4 * z] * (z == 0 ? 95_000 : 38_000 + 9_000 * z);
              hour[4 + 4 * z] = hour[3 + 4 * z];
              hour[5 + 4 * z] = 1 + Math.round(share * (z == 0 ? 6 : 3) + busy / 90.0);
            }
          }
          write(line, camera, stays, store, door, zones, 1, start, day, hour, seen, spoken);
          walk(inside, store, 1, start, day, hour[0] - hour[1], hour[0] / 2);
          for (int i = 0; i < whole.length; i++) {
            whole[i] = i > 1 && (i - 5) % 4 == 0 ? Math.max(whole[i], hour[i]) : whole[i] + hour[i];
          }
          observed += seen;
          passed += spoken;
        }
        if (passed > 0) {
          ZonedDateTime midnight = day.atStartOfDay(store.zone());
          write(line, camera, stays, store, door, zones, 2, midnight, day, whole, observed, passed);
          walk(inside, store, 2, midnight, day, whole[0] - whole[1], whole[0] / 6);
        }
      }
      line.executeBatch();
      camera.executeBatch();
      stays.executeBatch();
      inside.executeBatch();
    }
  }

  private static void walk(
      PreparedStatement inside,
      Filling.Store store,
      int grain,
      ZonedDateTime start,
      LocalDate day,
      long net,
      long high)
      throws SQLException {
    add(
        inside,
        store.tenant(),
        store.id(),
        grain,
        start.toInstant().toEpochMilli(),
        day.toEpochDay(),
        net,
        Math.min(0, net),
        Math.max(net, high),
        Math.max(net, high));
  }

  private static void write(
      PreparedStatement line,
      PreparedStatement camera,
      PreparedStatement stays,
      Filling.Store store,
      Filling.Counter door,
      List<Filling.Counter> zones,
      int grain,
      ZonedDateTime start,
      LocalDate day,
      long[] numbers,
      long observed,
      long passed)
      throws SQLException {
    long at = start.toInstant().toEpochMilli();
    long date = day.toEpochDay();
    add(line, store.tenant(), store.id(), grain, at, door.id(), date, numbers[0], numbers[1]);
    List<Filling.Camera> cameras = new ArrayList<>();
    cameras.add(door.camera());
    cameras.add(zones.getFirst().camera());
    for (Filling.Camera one : cameras) {
      add(
          camera,
          store.tenant(),
          store.id(),
          grain,
          at,
          one.id(),
          date,
          one.equals(door.camera()) ? observed : passed,
          passed,
          passed / 100,
          passed / 60_000);
    }
    for (int z = 0; z < zones.size(); z++) {
      add(
          stays,
          store.tenant(),
          store.id(),
          grain,
          at,
          zones.get(z).id(),
          date,
          numbers[2 + 4 * z],
          numbers[2 + 4 * z] / 5,
          numbers[3 + 4 * z],
          numbers[4 + 4 * z],
          passed,
          numbers[5 + 4 * z],
          numbers[2 + 4 * z] == 0 ? "" : sketch(numbers[2 + 4 * z], z == 0 ? 140 : 126),
          z == 0 && numbers[2] > 0 ? sketch(numbers[2], 146) : "",
          z == 0 ? numbers[2] * 9 / 10 : 0L,
          z == 0 ? numbers[2] / 10 : 0L);
    }
  }

  /** Most last about as long as bin {@code middle} says, some less, some much more. */
  private static String sketch(long count, int middle) {
    return count < 10
        ? "%d:%d".formatted(middle, count)
        : "%d:%d,%d:%d,%d:%d"
            .formatted(
                middle - 14,
                count / 4,
                middle,
                count - count / 4 - count / 6,
                middle + 22,
                count / 6);
  }

  private static void add(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }
}
