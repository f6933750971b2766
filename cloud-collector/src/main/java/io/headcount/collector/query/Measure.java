package io.headcount.collector.query;

import io.headcount.collector.measure.Flows;
import io.headcount.collector.measure.Grids;
import io.headcount.collector.measure.Sketches;
import io.headcount.collector.measure.Walk;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Sketch;
import io.headcount.contract.ZoneCount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of number: where it lies and how it adds up. Immutable.
 *
 * @param kind of the counters that it is of; 0 when it is of cameras
 * @param only type of the counters that it is of; empty when it is of all
 * @param key column of {@code table} with the number of the counter or camera
 * @param columns the sums, in SQL
 */
record Measure<V>(
    String table,
    int kind,
    String only,
    String key,
    String columns,
    Reader<V> reader,
    Adder<V> adder,
    Minute<V> minute) {

  /** Takes the sums from a row, beginning with column {@code first}. */
  @FunctionalInterface
  interface Reader<V> {
    V read(ResultSet row, int first) throws SQLException;
  }

  /** Puts two numbers together. */
  @FunctionalInterface
  interface Adder<V> {
    V add(V one, V other);
  }

  /** The numbers in a window, by line or zone; by an empty name when they are the camera's. */
  @FunctionalInterface
  interface Minute<V> {
    Map<String, V> of(CountWindow window, long observedMillis);
  }

  static final Measure<Passages> LINES =
      new Measure<>(
          "line_rollup",
          Directory.LINE,
          "",
          "counter_id",
          "sum(r.ins), sum(r.outs)",
          (row, first) -> new Passages(row.getLong(first), row.getLong(first + 1)),
          Passages::plus,
          (window, observed) -> {
            Map<String, Passages> lines = new LinkedHashMap<>();
            window.lines().forEach(l -> lines.put(l.id(), new Passages(l.in(), l.out())));
            return lines;
          });

  static final Measure<Stays> ZONES = stays("");

  /** Queues only. */
  static final Measure<Stays> QUEUES = stays("queue");

  private static Measure<Stays> stays(String only) {
    return new Measure<>(
        "zone_rollup",
        Directory.ZONE,
        only,
        "counter_id",
        "sum(r.visits), sum(r.pass_bys), sum(r.dwell_ms), sum(r.person_ms), sum(r.observed_ms),"
            + " max(r.peak), string_agg(r.dwell, ' '), string_agg(r.waits, ' '), sum(r.served),"
            + " sum(r.abandoned)",
        Measure::stays,
        Stays::plus,
        (window, observed) -> {
          Map<String, Stays> zones = new LinkedHashMap<>();
          window.zones().forEach(z -> zones.put(z.id(), stays(z, observed)));
          return zones;
        });
  }

  private static Stays stays(ResultSet row, int first) throws SQLException {
    Optional<Sketch> waits = Optional.ofNullable(row.getString(first + 7)).map(Sketches::parse);
    Optional<Long> served = number(row, first + 8);
    Optional<Long> abandoned = number(row, first + 9);
    return new Stays(
        row.getLong(first),
        row.getLong(first + 1),
        row.getLong(first + 2),
        row.getLong(first + 3),
        row.getLong(first + 4),
        row.getInt(first + 5),
        Optional.ofNullable(row.getString(first + 6)).map(Sketches::parse),
        waits.map(lengths -> new Stays.Waits(lengths, served, abandoned)));
  }

  private static Optional<Long> number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }

  private static Stays stays(ZoneCount zone, long observed) {
    return new Stays(
        zone.visits(),
        zone.passBys(),
        Math.round(zone.dwellSeconds() * 1000),
        Math.round(zone.occupancyMean() * observed),
        observed,
        zone.occupancyPeak(),
        zone.dwell(),
        zone.queue().map(q -> new Stays.Waits(q.waits(), q.served(), q.abandoned())));
  }

  /** Who is inside, of whole stores only: what their lines do to it. */
  static final Measure<Walk> INSIDE =
      new Measure<>(
          "inside_rollup",
          Directory.LINE,
          "",
          "store_id",
          "sum(r.net), min(r.low), max(r.high), max(r.rise)", // of one row, for hours and days
          (row, first) ->
              new Walk(
                  row.getLong(first),
                  row.getLong(first + 1),
                  row.getLong(first + 2),
                  row.getLong(first + 3)),
          (one, other) -> Walk.of(one.net() + other.net()), // at the same time
          (window, observed) -> {
            Map<String, Walk> lines = new LinkedHashMap<>();
            window.lines().forEach(l -> lines.put(l.id(), Walk.of(l.in() - l.out())));
            return lines;
          });

  static final Measure<Flows> FLOWS =
      new Measure<>(
          "flow_rollup",
          0,
          "",
          "camera_id",
          "string_agg(r.flows, ' ')",
          (row, first) -> Flows.parse(row.getString(first)),
          Flows::plus,
          (window, observed) ->
              window.flows().map(flows -> Map.of("", Flows.of(flows))).orElse(Map.of()));

  static final Measure<Grids> HEAT =
      new Measure<>(
          "heat_rollup",
          0,
          "",
          "camera_id",
          "string_agg(r.heat, ' ')",
          (row, first) -> Grids.parse(row.getString(first)),
          Grids::plus,
          (window, observed) ->
              window.heat().map(heat -> Map.of("", Grids.of(heat))).orElse(Map.of()));

  static final Measure<Sight> CAMERAS =
      new Measure<>(
          "camera_rollup",
          0,
          "",
          "camera_id",
          "sum(r.frames), sum(r.windows)",
          (row, first) -> new Sight(row.getLong(first), row.getLong(first + 1)),
          Sight::plus,
          (window, observed) -> Map.of("", new Sight(window.frames(), 1)));
}
