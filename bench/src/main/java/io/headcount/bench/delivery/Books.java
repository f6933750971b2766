package io.headcount.bench.delivery;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what boxes hold with what the collector holds, row by row. Stateless. */
final class Books {
  private Books() {}

  /**
   * How the two compare. Immutable.
   *
   * @param rows that the boxes hold
   * @param missing rows of a box that the collector lacks
   * @param different rows that say something else there
   * @param foreign rows of the collector that no box holds
   */
  record Comparison(long rows, long missing, long different, long foreign) {
    boolean equal() {
      return missing == 0 && different == 0 && foreign == 0;
    }
  }

  /** Whether the collector has acknowledged all that a box holds. */
  static boolean acknowledged(Path box) throws SQLException {
    try (Connection db = open(box);
        Statement statement = db.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT next, acked FROM stream WHERE name = 'windows'")) {
      return row.next() && row.getLong(1) - 1 == row.getLong(2);
    }
  }

  /**
   * Compares them.
   *
   * @param boxes databases of boxes, by the device's name at the collector
   */
  static Comparison compare(Map<String, Path> boxes, Path collector) throws SQLException {
    return compare(boxes, device -> stored(collector, device));
  }

  /** Compares them with what a collector holds elsewhere. */
  static <E extends Exception> Comparison compare(Map<String, Path> boxes, Source<E> collector)
      throws SQLException, E {
    long rows = 0;
    long missing = 0;
    long different = 0;
    long foreign = 0;
    for (Map.Entry<String, Path> box : boxes.entrySet()) {
      Map<Long, String> held = held(box.getValue());
      rows += held.size();
      for (Stored stored : collector.of(box.getKey())) {
        String body = held.remove(stored.seq());
        if (body == null) {
          foreign++;
        } else if (!body.equals(stored.body())) {
          different++;
        }
      }
      missing += held.size();
    }
    return new Comparison(rows, missing, different, foreign);
  }

  /** A row of the collector. Immutable. */
  record Stored(long seq, String body) {}

  /** Where the collector's rows of a device are read. */
  interface Source<E extends Exception> {
    List<Stored> of(String device) throws E;
  }

  private static Map<Long, String> held(Path box) throws SQLException {
    Map<Long, String> rows = new HashMap<>();
    try (Connection db = open(box);
        Statement statement = db.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT seq, payload FROM windows WHERE kind <> 'clock'")) {
      while (row.next()) {
        rows.put(row.getLong(1), row.getString(2));
      }
    }
    return rows;
  }

  private static List<Stored> stored(Path collector, String device) throws SQLException {
    List<Stored> rows = new ArrayList<>();
    try (Connection db = open(collector);
        Statement statement = db.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT m.seq, m.body FROM minute m JOIN device d ON d.id = m.device_id"
                    + " WHERE d.name = '"
                    + device
                    + "'")) {
      while (row.next()) {
        rows.add(new Stored(row.getLong(1), row.getString(2)));
      }
    }
    return rows;
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?mode=ro");
  }
}
