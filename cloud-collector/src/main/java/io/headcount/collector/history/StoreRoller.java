package io.headcount.collector.history;

import io.headcount.contract.CoarseWindow;
import io.headcount.contract.CountWindow;
import io.headcount.contract.JsonCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums up hours and days of one store. Confined to the roller's thread. */
final class StoreRoller {
  private static final long HOUR = 3_600_000;

  private final Connection connection;
  private final JsonCodec codec;
  private final StoreKey store;
  private final RollupTables tables;
  private final Map<Counter, Integer> counters = new HashMap<>(); // all of the store

  StoreRoller(Connection connection, JsonCodec codec, StoreKey store) {
    this.connection = connection;
    this.codec = codec;
    this.store = store;
    this.tables = new RollupTables(connection);
  }

  private record Counter(int camera, int kind, String name) {}

  /**
   * Sums up the store's hours that have a part in these UTC hours, and the days that these belong
   * to. What has been deleted because of its age cannot be summed up again and is left as it is.
   */
  List<Sums> sums(List<Long> utcHours) throws SQLException {
    LocalTime time = new LocalTime(ZoneId.of(zone()));
    readCounters();
    long minutesSince = since("minute");
    long hoursSince = since("hour");
    Map<Long, Sums> hours = new TreeMap<>();
    for (long utc : utcHours) {
      for (LocalTime.Span span : time.hours(utc, utc + HOUR)) {
        if (span.start() >= minutesSince && !hours.containsKey(span.start())) {
          hours.put(span.start(), hour(span));
        }
      }
    }
    Map<Integer, Sums> days = new TreeMap<>();
    for (Sums hour : hours.values()) {
      if (!days.containsKey(hour.span.day())) {
        LocalTime.Span day = time.day(hour.span.day());
        if (day.start() >= hoursSince) {
          days.put(hour.span.day(), day(day, hours));
        }
      }
    }
    List<Sums> all = new ArrayList<>(hours.values());
    all.addAll(days.values());
    return all;
  }

  private Sums hour(LocalTime.Span span) throws SQLException {
    Sums sums = new Sums(Sums.HOUR, span);
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT start, camera_id, minutes, body FROM minute
            WHERE tenant_id = ? AND store_id = ? AND start >= ? AND start < ?
            ORDER BY start, camera_id, part, recorded, minutes, epoch_id, seq""")) {
      Plain.bind(query, store.tenant(), store.store(), span.start(), span.end());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          int minutes = row.getInt(3);
          CountWindow window =
              minutes == 1
                  ? codec.read(row.getString(4), CountWindow.class)
                  : codec.read(row.getString(4), CoarseWindow.class).window();
          sums.add(row.getInt(2), row.getLong(1), minutes, window, this::counter);
        }
      }
    }
    return sums;
  }

  /** A day from its hours: those that were just summed up, and the others as they are. */
  private Sums day(LocalTime.Span day, Map<Long, Sums> fresh) throws SQLException {
    Sums sums = new Sums(Sums.DAY, day);
    long from = day.start();
    for (Sums hour : fresh.values()) {
      if (hour.span.start() >= from && hour.span.start() < day.end()) {
        sums.add(tables.hours(store, new LocalTime.Span(from, hour.span.start(), day.day())));
        sums.add(hour);
        from = hour.span.end();
      }
    }
    sums.add(tables.hours(store, new LocalTime.Span(from, day.end(), day.day())));
    return sums;
  }

  private int counter(int camera, int kind, String name) {
    Integer id = counters.get(new Counter(camera, kind, name));
    if (id == null) {
      throw new IllegalStateException("%s of camera %d has no number".formatted(name, camera));
    }
    return id;
  }

  private void readCounters() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT camera_id, kind, name, id FROM counter WHERE tenant_id = ? AND store_id = ?")) {
      Plain.bind(query, store.tenant(), store.store());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          counters.put(new Counter(row.getInt(1), row.getInt(2), row.getString(3)), row.getInt(4));
        }
      }
    }
  }

  private String zone() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT zone FROM store WHERE id = ?")) {
      query.setInt(1, store.store());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : "UTC";
      }
    }
  }

  private long since(String what) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT since FROM retained WHERE what = ?")) {
      query.setString(1, what);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : Long.MIN_VALUE;
      }
    }
  }
}
