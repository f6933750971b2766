package io.headcount.collector.people;

import io.headcount.collector.history.History;
import io.headcount.collector.query.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Who did what and when: only added to, and forgotten when it is old enough. Thread-safe. */
public final class AuditLog {
  /** Longer texts are cut; nothing that is logged is that long by itself. */
  private static final int LONGEST = 500;

  private static final int FORGOTTEN_AT_ONCE = 10_000;

  private final History history;
  private final InstantSource clock;

  public AuditLog(History history, InstantSource clock) {
    this.history = history;
    this.clock = clock;
  }

  /**
   * One thing that was done. Immutable.
   *
   * @param subject to whom or what
   * @param was how it was before, in short; empty where that says nothing
   * @param became how it is now, in short
   */
  public record Entry(
      long id,
      Instant at,
      String tenant,
      String who,
      String address,
      Deed deed,
      String subject,
      String was,
      String became) {}

  /** Which entries are asked for; those of all tenants when it is absent. Immutable. */
  public record Filter(
      Optional<String> tenant,
      Optional<String> who,
      Optional<Deed> deed,
      Optional<Instant> from,
      Optional<Instant> to) {}

  /** Notes something that changed nothing in the database, or was done already. */
  public void add(Actor actor, Deed deed, String subject, String was, String became) {
    history.write(
        h -> {
          add(h, clock.instant(), actor, deed, subject, was, became);
          return true;
        });
  }

  /** Notes something in the transaction that does it. */
  static void add(
      Handle h, Instant at, Actor actor, Deed deed, String subject, String was, String became) {
    h.execute(
        """
        INSERT INTO audit (at, tenant, who, address, deed, subject, was, became)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        at.toEpochMilli(),
        actor.tenant(),
        cut(actor.who()),
        actor.address(),
        deed.name(),
        cut(subject),
        cut(was),
        cut(became));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** A part of the log, newest first. */
  public Page<Entry> list(Filter filter, Page.Range range) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    condition(conditions, values, "tenant = ?", filter.tenant());
    condition(conditions, values, "who = ?", filter.who());
    condition(conditions, values, "deed = ?", filter.deed().map(Deed::name));
    condition(conditions, values, "at >= ?", filter.from().map(Instant::toEpochMilli));
    condition(conditions, values, "at < ?", filter.to().map(Instant::toEpochMilli));
    values.add(range.limit() + 1);
    values.add(range.offset());
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return Page.of(
        history.read(
            h -> {
              var query =
                  h.createQuery(
                      "SELECT * FROM audit" + where + " ORDER BY id DESC LIMIT ? OFFSET ?");
              for (int i = 0; i < values.size(); i++) {
                query.bind(i, values.get(i));
              }
              return query.map((row, context) -> entry(row)).list();
            }),
        range);
  }

  private static void condition(
      List<String> conditions, List<Object> values, String condition, Optional<?> value) {
    if (value.isPresent()) {
      conditions.add(condition);
      values.add(value.get());
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("id"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("tenant"),
        row.getString("who"),
        row.getString("address"),
        Deed.valueOf(row.getString("deed")),
        row.getString("subject"),
        row.getString("was"),
        row.getString("became"));
  }

  /** Deletes what is older; whether there may be more of it. */
  public boolean forget(Duration age) {
    int deleted =
        history.write(
            h ->
                h.execute(
                    "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ? LIMIT ?)",
                    clock.instant().minus(age).toEpochMilli(),
                    FORGOTTEN_AT_ONCE));
    return deleted == FORGOTTEN_AT_ONCE;
  }
}
