package io.headcount.collector.query;

import io.headcount.contract.CountWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A kind of number: where it lies and how it adds up. Immutable.
 *
 * @param kind of the counters that it is of; 0 when it is of cameras
 * @param key column of {@code table} with the number of the counter or camera
 * @param columns the sums, in SQL
 */
record Measure<V>(
    String table,
    int kind,
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
          "counter_id",
          "sum(r.ins), sum(r.outs)",
          (row, first) -> new Passages(row.getLong(first), row.getLong(first + 1)),
          Passages::plus,
          (window, observed) -> {
            Map<String, Passages> lines = new LinkedHashMap<>();
            window.lines().forEach(l -> lines.put(l.id(), new Passages(l.in(), l.out())));
            return lines;
          });

  static final Measure<Stays> ZONES =
      new Measure<>(
          "zone_rollup",
          Directory.ZONE,
          "counter_id",
          "sum(r.visits), sum(r.pass_bys), sum(r.dwell_ms), sum(r.person_ms), sum(r.observed_ms),"
              + " max(r.peak)",
          (row, first) ->
              new Stays(
                  row.getLong(first),
                  row.getLong(first + 1),
                  row.getLong(first + 2),
                  row.getLong(first + 3),
                  row.getLong(first + 4),
                  row.getInt(first + 5)),
          Stays::plus,
          (window, observed) -> {
            Map<String, Stays> zones = new LinkedHashMap<>();
            window
                .zones()
                .forEach(
                    z ->
                        zones.put(
                            z.id(),
                            new Stays(
                                z.visits(),
                                z.passBys(),
                                Math.round(z.dwellSeconds() * 1000),
                                Math.round(z.occupancyMean() * observed),
                                observed,
                                z.occupancyPeak())));
            return zones;
          });

  static final Measure<Sight> CAMERAS =
      new Measure<>(
          "camera_rollup",
          0,
          "camera_id",
          "sum(r.frames), sum(r.windows)",
          (row, first) -> new Sight(row.getLong(first), row.getLong(first + 1)),
          Sight::plus,
          (window, observed) -> Map.of("", new Sight(window.frames(), 1)));
}
