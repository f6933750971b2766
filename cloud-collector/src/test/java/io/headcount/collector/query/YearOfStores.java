package io.headcount.collector.query;

import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.Storage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Fills a history with a year of 1000 stores, then says how long a dashboard's questions take. Run
 * by hand: the argument is a new folder for SQLite, or the address of an empty PostgreSQL database
 * with its user and password.
 */
final class YearOfStores {
  private static final int STORES = 1000;
  private static final LocalDate FIRST = LocalDate.of(2025, 6, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 5, 31);
  private static final List<String> ZONES =
      List.of("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata");
  private static final int TIMES = 100;
  private static final int WARM = 30;

  private YearOfStores() {}

  public static void main(String[] arguments) throws Exception {
    Storage storage;
    if (arguments[0].startsWith("jdbc:")) {
      storage = new Storage.PostgreSql(arguments[0], arguments[1], arguments[2], 4);
    } else {
      Path file = Path.of(arguments[0]).resolve("history.db");
      Files.createDirectories(file.getParent());
      storage = new Storage.Sqlite(file);
    }
    Instant now =
        ZonedDateTime.of(2026, 5, 31, 18, 0, 0, 0, ZoneId.of("Europe/Berlin")).toInstant();
    try (History history = History.open(new HistoryOptions(storage), () -> now)) {
      try (Filling filling = new Filling(storage)) {
        if (filling.count("store") == 0) {
          fill(filling, storage instanceof Storage.Sqlite);
        }
      }
      ask(new Queries(history, () -> now, Limits.USUAL));
    }
  }

  private static void fill(Filling filling, boolean sqlite) throws SQLException {
    Connection connection = filling.connection();
    if (sqlite) {
      filling.run("PRAGMA synchronous = OFF");
      filling.run("PRAGMA cache_size = -500000");
    }
    connection.setAutoCommit(false);
    int tenant = filling.tenant("acme");
    for (int i = 0; i < STORES; i++) {
      Filling.Store store =
          filling.store(tenant, "store-%04d".formatted(i), ZONES.get(i % ZONES.size()), false);
      Filling.Device device =
          filling.device(store, "box", false, Instant.parse("2026-05-31T15:59:00Z"), true);
      List<Filling.Counter> counters = new ArrayList<>();
      for (int c = 0; c < 2; c++) {
        Filling.Camera camera = filling.camera(device, "camera-" + c);
        counters.add(filling.line(camera, "door-" + c));
      }
      Filling.Counter zone = filling.zone(counters.getFirst().camera(), "till", "queue");
      year(connection, store, counters, zone);
      connection.commit();
      if (i % 100 == 99) {
        System.err.println(i + 1 + " stores");
      }
    }
    connection.setAutoCommit(true);
    filling.run("ANALYZE");
  }

  private static void year(
      Connection connection, Filling.Store store, List<Filling.Counter> lines, Filling.Counter zone)
      throws SQLException {
    try (PreparedStatement line =
            connection.prepareStatement("INSERT INTO line_rollup VALUES (?,?,?,?,?,?,?,?)");
        PreparedStatement camera =
            connection.prepareStatement("INSERT INTO camera_rollup VALUES (?,?,?,?,?,?,?,?,?,?)");
        PreparedStatement stays =
            connection.prepareStatement(
                "INSERT INTO zone_rollup VALUES (?,?,?,?,?,?,?,?,?,?,?,?)")) {
      for (int grain = 1; grain <= 2; grain++) {
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
          for (int hour = grain == 1 ? 8 : 0; hour < (grain == 1 ? 20 : 1); hour++) {
            long start = day.atTime(hour, 0).atZone(store.zone()).toInstant().toEpochMilli();
            int date = (int) day.toEpochDay();
            for (Filling.Counter counter : lines) {
              add(line, store.tenant(), store.id(), grain, start, counter.id(), date, 40, 38);
              add(
                  camera,
                  store.tenant(),
                  store.id(),
                  grain,
                  start,
                  counter.camera().id(),
                  date,
                  3_500_000,
                  3_600_000,
                  36_000,
                  60);
            }
            add(
                stays,
                store.tenant(),
                store.id(),
                grain,
                start,
                zone.id(),
                date,
                20,
                4,
                900_000,
                950_000,
                3_500_000,
                6);
          }
        }
      }
      line.executeBatch();
      camera.executeBatch();
      stays.executeBatch();
    }
  }

  private static void add(PreparedStatement statement, long... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setLong(i + 1, values[i]);
    }
    statement.addBatch();
  }

  private static void ask(Queries queries) {
    Scope scope = Scope.ofTenant("acme");
    Selection each = Selection.of(scope, By.STORE);
    Selection all = Selection.of(scope, By.ALL);
    Selection one = each.in(Set.of("store-0500"));
    Selection parts = Selection.of(scope, By.PART).in(Set.of("store-0500"));
    Period today = new Period(LAST, LAST);
    Period lastWeek = new Period(LAST.minusDays(7), LAST.minusDays(7));
    Period month = new Period(LocalDate.of(2026, 5, 1), LAST);
    Period year = new Period(FIRST, LAST);
    time(
        "1000 stores, today and last week",
        () ->
            queries
                .lineComparisons()
                .periods(
                    new Question(each, today, Grain.TOTAL), lastWeek, Comparisons.Align.WEEKDAY));
    time(
        "1 store, 365 days by day", () -> queries.lines().list(new Question(one, year, Grain.DAY)));
    time(
        "1 store, 31 days by hour",
        () -> queries.lines().list(new Question(parts, month, Grain.HOUR)));
    time(
        "all stores as one, month by day",
        () -> queries.lines().list(new Question(all, month, Grain.DAY)));
    time(
        "each of all stores, month by day",
        () -> queries.lines().list(new Question(each, month, Grain.DAY)));
    time("1000 stores now", () -> queries.current().stores(each, new Page.Range(0, 1000)).items());
    time(
        "1000 stores ranked over a month",
        () -> queries.lines().list(new Question(each, month, Grain.TOTAL)));
    time(
        "1 store, zones of a year by week",
        () -> queries.zones().list(new Question(one, year, Grain.WEEK)));
  }

  /** Time on the clock, and of the processor, which other programs do not disturb. */
  private static void time(String what, Supplier<List<?>> question) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] clock = new long[TIMES];
    long[] processor = new long[TIMES];
    int size = 0;
    for (int i = -WARM; i < TIMES; i++) {
      long cpu = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      size = question.get().size();
      if (i >= 0) {
        clock[i] = System.nanoTime() - start;
        processor[i] = threads.getCurrentThreadCpuTime() - cpu;
      }
    }
    Arrays.sort(clock);
    Arrays.sort(processor);
    int p99 = TIMES * 99 / 100 - 1;
    System.out.printf(
        "%-36s %6d rows  clock: median %6.1f ms, p99 %6.1f ms  processor: median %6.1f ms, p99 %6.1f ms%n",
        what,
        size,
        clock[TIMES / 2] / 1e6,
        clock[p99] / 1e6,
        processor[TIMES / 2] / 1e6,
        processor[p99] / 1e6);
  }
}
