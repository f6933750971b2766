package io.headcount.edge.store;

import io.headcount.analytics.heat.Grid;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Heat;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the database that {@link StateDb} has made, never writes it. Thread-safe. */
public final class StateReader {
  private static final String LINES =
      """
      SELECT camera, item.value ->> 'id' AS id, sum(item.value ->> 'in'), sum(item.value ->> 'out')
      FROM windows, json_each(payload, iif(kind = 'coarse', '$.window.lines', '$.lines')) AS item
      WHERE kind IN ('window', 'coarse') AND start >= ? GROUP BY camera, id ORDER BY camera, id""";

  private static final String ZONES =
      """
      SELECT camera, item.value ->> 'id' AS id, sum(item.value ->> 'visits'),
        sum(item.value ->> 'passBys'), sum(item.value ->> 'dwellSeconds')
      FROM windows, json_each(payload, iif(kind = 'coarse', '$.window.zones', '$.zones')) AS item
      WHERE kind IN ('window', 'coarse') AND start >= ? GROUP BY camera, id ORDER BY camera, id""";

  private static final String HEAT =
      """
      SELECT payload -> path FROM (
        SELECT payload, iif(kind = 'coarse', '$.window.heat', '$.heat') AS path FROM windows
        WHERE camera = ? AND kind IN ('window', 'coarse') AND start >= ?)
      WHERE json_type(payload, path) = 'object'""";

  /** How many minutes a row of windows stands for. */
  private static final String SPAN = "iif(kind = 'coarse', payload ->> '$.minutes', part = 0)";

  private static final String MINUTES =
      """
      SELECT camera, sum(%1$s), sum(iif(kind = 'coarse',
        (payload ->> '$.minutes') * (payload ->> '$.window.coverage'), payload ->> '$.coverage'))
      FROM windows WHERE kind IN ('window', 'coarse') AND start >= ? AND start < ?
      GROUP BY camera ORDER BY camera"""
          .formatted(SPAN);

  private static final String SENT =
      """
      SELECT camera, sum(iif(seq <= acked, %1$s, 0)), sum(iif(seq > acked, %1$s, 0))
      FROM windows, (SELECT acked FROM stream WHERE name = 'windows')
      WHERE kind IN ('window', 'coarse') AND start >= ? AND start < ?
      GROUP BY camera ORDER BY camera"""
          .formatted(SPAN);

  private final Path file;
  private final JsonCodec codec = new JsonCodec();

  /**
   * What was seen of a camera in a time. Immutable.
   *
   * @param minutes that something was observed in
   * @param observed how many whole minutes that was
   */
  public record Minutes(String camera, long minutes, double observed) {}

  /** Minutes of a camera that the collector has, and that wait for it. Immutable. */
  public record Sent(String camera, long sent, long waiting) {}

  /**
   * What the collector lacks. Immutable.
   *
   * @param windows minutes of cameras, those put together as one
   * @param since begin of the oldest
   */
  public record Waiting(long windows, Optional<Instant> since) {}

  public StateReader(Path file) {
    this.file = file;
  }

  /** Sums over all windows, coarse ones too, that began at this time or later. */
  public Totals totals(Instant since) {
    return new Totals(
        query(
            LINES,
            row ->
                new Totals.Line(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)),
            since.toEpochMilli()),
        query(
            ZONES,
            row ->
                new Totals.Zone(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getDouble(5)),
            since.toEpochMilli()));
  }

  /**
   * What was seen of each camera in the minutes that begin in a time, those put together too.
   *
   * @param to the moment after the last
   */
  public List<Minutes> minutes(Instant from, Instant to) {
    return query(
        MINUTES,
        row -> new Minutes(row.getString(1), row.getLong(2), row.getDouble(3)),
        from.toEpochMilli(),
        to.toEpochMilli());
  }

  /**
   * What became of the minutes of each camera that begin in a time.
   *
   * @param to the moment after the last
   */
  public List<Sent> sent(Instant from, Instant to) {
    return query(
        SENT,
        row -> new Sent(row.getString(1), row.getLong(2), row.getLong(3)),
        from.toEpochMilli(),
        to.toEpochMilli());
  }

  /** What the collector lacks of the minutes. */
  public Waiting waiting() {
    return query(
            """
            SELECT count(*), min(start) FROM windows
            WHERE seq > (SELECT acked FROM stream WHERE name = 'windows') AND kind <> 'clock'""",
            row -> {
              long windows = row.getLong(1);
              Instant since = Instant.ofEpochMilli(row.getLong(2));
              return new Waiting(windows, windows > 0 ? Optional.of(since) : Optional.empty());
            })
        .getFirst();
  }

  /** Begin of the oldest minute that is held. */
  public Optional<Instant> oldestMinute() {
    return query(
            "SELECT min(start) FROM windows WHERE kind <> 'clock' HAVING count(*) > 0",
            row -> Instant.ofEpochMilli(row.getLong(1)))
        .stream()
        .findFirst();
  }

  /** The newest minutes of a camera, newest first; those put together are left out. */
  public List<CountWindow> windows(String camera, int limit) {
    return query(
        "SELECT payload FROM windows WHERE camera = ? AND kind = 'window'"
            + " ORDER BY start DESC LIMIT ?",
        row -> codec.read(row.getString(1), CountWindow.class),
        camera,
        limit);
  }

  /** Where people were in all windows, coarse ones too, that began at a time or later. */
  public Optional<Heat> heat(String camera, Instant since) {
    return query(
            HEAT, row -> codec.read(row.getString(1), Heat.class), camera, since.toEpochMilli())
        .stream()
        .filter(one -> one.columns() == Grid.COLUMNS && one.rows() == Grid.ROWS)
        .reduce(Heat::plus);
  }

  /** All minutes in the order they were stored; those put together are left out. */
  public List<CountWindow> windows() {
    return query(
        "SELECT payload FROM windows WHERE kind = 'window' ORDER BY seq",
        row -> codec.read(row.getString(1), CountWindow.class));
  }

  /**
   * The numbers of the windows that begin in a time, the first to the last; others may lie between.
   *
   * @param to the moment after the last
   */
  public Optional<Range> numbers(Instant from, Instant to) {
    return query(
            "SELECT min(seq), max(seq) FROM windows WHERE start >= ? AND start < ?"
                + " HAVING count(*) > 0",
            row -> new Range(row.getLong(1), row.getLong(2)),
            from.toEpochMilli(),
            to.toEpochMilli())
        .stream()
        .findFirst();
  }

  /** How many windows are held, a coarse one counting as one. */
  public long windowCount() {
    return query("SELECT count(*) FROM windows WHERE kind <> 'clock'", row -> row.getLong(1))
        .getFirst();
  }

  /** Position in the journal up to which the windows go; empty before the first commit. */
  public OptionalLong position() {
    return query("SELECT position FROM snapshot", row -> row.getLong(1)).stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** The text kept for a configuration revision. */
  public Optional<String> configuration(String revision) {
    return query(
            "SELECT text FROM configuration WHERE revision = ?", row -> row.getString(1), revision)
        .stream()
        .findFirst();
  }

  /**
   * Reads all of it and says what is damaged; absent when nothing is.
   *
   * @throws StoreException when it cannot be read
   */
  public Optional<String> damage() {
    try (Connection db = Sqlite.reader(file)) {
      String answer = Sqlite.text(db, "PRAGMA quick_check(1)");
      return answer.equals("ok") ? Optional.empty() : Optional.of(answer);
    } catch (SQLException e) {
      if (Sqlite.damaged(e)) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
      throw Sqlite.failure(file, e);
    }
  }

  /** Bytes that the database takes, its log included. */
  public long bytes() {
    long bytes = 0;
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Path part = file.resolveSibling(file.getFileName() + suffix);
      try {
        bytes += Files.exists(part) ? Files.size(part) : 0;
      } catch (IOException e) {
        throw new StoreException("database %s cannot be read".formatted(part), true, e);
      }
    }
    return bytes;
  }

  /** Makes something of one row. */
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** A connection a call: cheap beside the query, and nothing is held in between. */
  private <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
    try (Connection db = Sqlite.reader(file);
        PreparedStatement query = db.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        query.setObject(i + 1, values[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.add(reader.read(row));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw Sqlite.failure(file, e);
    }
  }
}
