package io.headcount.collector.query;

import io.headcount.contract.StreamName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What is missing or could not be taken in, and why. Thread-safe. */
public final class Gaps {
  private static final String PREFIX = "headcount/v1/";
  private static final int SHOWN = 500;

  private final Reading reading;

  Gaps(Reading reading) {
    this.reading = reading;
  }

  /** Which stretch of which numbers something is about. Immutable. */
  public record Stretch(
      String store, String device, String epoch, StreamName stream, long from, long to) {}

  /** Numbers that will never hold a record. Immutable. */
  public record Tombstone(Stretch stretch, String reason) {}

  /** Windows whose times were shifted. Immutable. */
  public record Fix(Stretch stretch, boolean onward, long seq, Duration shift, Instant received) {}

  /**
   * A record that was put aside. Immutable.
   *
   * @param id names it among all that were
   */
  public record Quarantined(
      String id, Stretch stretch, Instant at, String kind, String reason, String body) {}

  /**
   * A message that no history has a place for. Immutable.
   *
   * @param id names it among all of them
   * @param bytes its length
   */
  public record DeadLetter(
      String id,
      String topic,
      String reason,
      Instant firstAt,
      Instant lastAt,
      long times,
      int bytes) {}

  /** How much there is of each, of the selected stores. Immutable. */
  public record Totals(
      long missing, long tombstones, long fixes, long quarantined, long deadLetters) {}

  private static final String FROM_RECORDS =
      """
      FROM %s x JOIN store s ON s.id = x.store_id JOIN device d ON d.id = x.device_id
      JOIN epoch e ON e.id = x.epoch_id
      WHERE %%s ORDER BY s.name, d.name, x.epoch_id, %s""";

  /** Numbers that never came, though later ones did. */
  public Page<Stretch> missing(Selection selection, Page.Range range) {
    return reading.read(
        h -> {
          Within within = Within.of(h, selection);
          return within.stores().isEmpty()
              ? Page.of(List.of(), range)
              : Page.of(within.page(h, holes(within), "i.store_id", range, Gaps::stretch), range);
        });
  }

  private static String holes(Within within) {
    return """
        SELECT s.name, d.name, e.name, i.stream, i.reached + 1, i.from_seq - 1
        FROM (SELECT tenant_id, store_id, device_id, epoch_id, stream, from_seq,
            lag(to_seq, 1, 0) OVER (PARTITION BY device_id, epoch_id, stream ORDER BY from_seq)
              AS reached
          FROM island WHERE tenant_id = %d AND store_id IN (%s)) i
        JOIN store s ON s.id = i.store_id JOIN device d ON d.id = i.device_id
        JOIN epoch e ON e.id = i.epoch_id
        WHERE %%s AND i.from_seq > i.reached + 1
        ORDER BY s.name, d.name, i.epoch_id, i.stream, i.from_seq"""
        .formatted(
            within.stores().getFirst().tenant(),
            Directory.ids(within.stores().stream().map(Directory.Store::id).toList()));
  }

  /** Numbers that were declared empty. */
  public Page<Tombstone> tombstones(Selection selection, Page.Range range) {
    String sql =
        "SELECT s.name, d.name, e.name, x.stream, x.from_seq, x.to_seq, x.reason "
            + FROM_RECORDS.formatted("tombstone", "x.stream, x.from_seq");
    return list(selection, range, sql, row -> new Tombstone(stretch(row), row.getString("reason")));
  }

  /** Where clocks were set right. */
  public Page<Fix> fixes(Selection selection, Page.Range range) {
    String sql =
        """
        SELECT s.name, d.name, e.name, 1, x.from_seq, x.to_seq, x.onward, x.seq, x.shift_ms,
          x.received
        """
            + FROM_RECORDS.formatted("clock_fix", "x.seq");
    return list(
        selection,
        range,
        sql,
        row ->
            new Fix(
                stretch(row),
                row.getBoolean("onward"),
                row.getLong("seq"),
                Duration.ofMillis(row.getLong("shift_ms")),
                Instant.ofEpochMilli(row.getLong("received"))));
  }

  /** Records that say something else than what is stored under their name. */
  public Page<Quarantined> quarantined(Selection selection, Page.Range range) {
    String sql =
        """
        SELECT s.name, d.name, e.name, x.stream, x.seq, x.seq, x.epoch_id, x.hash, x.at, x.kind,
          x.reason, x.body
        """
            + FROM_RECORDS.formatted("quarantine", "x.stream, x.seq, x.hash");
    return list(
        selection,
        range,
        sql,
        row ->
            new Quarantined(
                "%d-%d-%d-%s"
                    .formatted(
                        row.getInt("epoch_id"),
                        row.getInt(4),
                        row.getLong(5),
                        HexFormat.of().toHexDigits(row.getLong("hash"))),
                stretch(row),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("kind"),
                row.getString("reason"),
                cut(row.getString("body"))));
  }

  private static String cut(String body) {
    return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…";
  }

  private <T> Page<T> list(
      Selection selection, Page.Range range, String sql, Within.Reader<T> reader) {
    return reading.read(
        h -> Page.of(Within.of(h, selection).page(h, sql, "x.store_id", range, reader), range));
  }

  private static Stretch stretch(ResultSet row) throws SQLException {
    return new Stretch(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        stream(row.getInt(4)),
        row.getLong(5),
        row.getLong(6));
  }

  static StreamName stream(int number) {
    return switch (number) {
      case 1 -> StreamName.WINDOWS;
      case 2 -> StreamName.CROSSINGS;
      case 3 -> StreamName.VISITS;
      default -> throw new IllegalStateException("stream " + number + " has no name");
    };
  }

  /** Messages that could not be read, from devices of the selected stores, newest first. */
  public Page<DeadLetter> deadLetters(Selection selection, Page.Range range) {
    return reading.read(
        h -> {
          List<String> prefixes = prefixes(h, selection);
          if (prefixes.isEmpty()) {
            return Page.of(List.of(), range);
          }
          Query query =
              h.createQuery(
                  "SELECT hash, topic, reason, first_at, last_at, times, bytes FROM dead_letter"
                      + " WHERE "
                      + under(prefixes)
                      + " ORDER BY last_at DESC, hash LIMIT ? OFFSET ?");
          int position = bind(query, prefixes);
          return Page.of(
              query
                  .bind(position, range.limit() + 1)
                  .bind(position + 1, range.offset())
                  .map((row, context) -> deadLetter(row))
                  .list(),
              range);
        });
  }

  private static DeadLetter deadLetter(ResultSet row) throws SQLException {
    return new DeadLetter(
        HexFormat.of().toHexDigits(row.getLong("hash")),
        row.getString("topic"),
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("first_at")),
        Instant.ofEpochMilli(row.getLong("last_at")),
        row.getLong("times"),
        row.getInt("bytes"));
  }

  /** Beginnings of the topics that may be seen; those of the whole tenant have one. */
  private static List<String> prefixes(Handle h, Selection selection) {
    String tenant = PREFIX + selection.scope().tenant() + "/";
    if (selection.scope().all() && selection.stores().isEmpty()) {
      return List.of(tenant);
    }
    return Directory.stores(h, selection).stream().map(s -> tenant + s.name() + "/").toList();
  }

  private static String under(List<String> prefixes) {
    return prefixes.stream()
        .map(prefix -> "substr(topic, 1, " + prefix.length() + ") = ?")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static int bind(Query query, List<String> prefixes) {
    int position = 0;
    for (String prefix : prefixes) {
      query.bind(position++, prefix);
    }
    return position;
  }

  /** How much there is of each. Devices, cameras and lines of the selection do not matter. */
  public Totals totals(Selection selection) {
    return reading.read(
        h -> {
          Within within = Within.of(h, selection);
          if (within.stores().isEmpty()) {
            return new Totals(0, 0, 0, 0, 0);
          }
          List<String> prefixes = prefixes(h, selection);
          Query letters =
              h.createQuery("SELECT count(*) FROM dead_letter WHERE " + under(prefixes));
          bind(letters, prefixes);
          List<Long> counts = new ArrayList<>();
          for (String table : List.of("tombstone", "clock_fix", "quarantine")) {
            counts.add(
                h.createQuery(
                        "SELECT count(*) FROM %s WHERE tenant_id = %d AND store_id IN (%s)"
                            .formatted(
                                table,
                                within.stores().getFirst().tenant(),
                                Directory.ids(
                                    within.stores().stream().map(Directory.Store::id).toList())))
                    .mapTo(Long.class)
                    .one());
          }
          long missing =
              h.createQuery(
                      "SELECT count(*) FROM ("
                          + holes(within).formatted("1 = 1").replaceFirst("ORDER BY s.name.*", "")
                          + ") AS h")
                  .mapTo(Long.class)
                  .one();
          return new Totals(
              missing,
              counts.get(0),
              counts.get(1),
              counts.get(2),
              letters.mapTo(Long.class).one());
        });
  }
}
