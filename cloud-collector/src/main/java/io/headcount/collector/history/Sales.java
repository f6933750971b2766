package io.headcount.collector.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What tills rang up, as other programs tell it. Thread-safe. */
public final class Sales {
  private final Database database;

  Sales(Database database) {
    this.database = database;
  }

  /** How much time a sale is of. */
  public enum Span {
    HOUR(Sums.HOUR),
    DAY(Sums.DAY);

    private final int grain;

    Span(int grain) {
      this.grain = grain;
    }
  }

  /**
   * What was rung up in an hour or on a day. Immutable.
   *
   * @param start by the store's clocks: a full hour, or midnight
   * @param transactions how many people paid
   * @param revenue in the store's currency; absent when it is not told
   */
  public record Sale(Span span, LocalDateTime start, long transactions, Optional<Double> revenue) {
    public Sale {
      boolean cut =
          start.getMinute() == 0
              && start.getSecond() == 0
              && start.getNano() == 0
              && (span == Span.HOUR || start.getHour() == 0);
      if (!cut) {
        throw new IllegalArgumentException("%s does not begin a day or an hour".formatted(start));
      }
      if (transactions < 0) {
        throw new IllegalArgumentException("%d transactions at %s".formatted(transactions, start));
      }
      if (revenue.isPresent() && !Double.isFinite(revenue.get())) {
        throw new IllegalArgumentException("the revenue at %s is no number".formatted(start));
      }
    }
  }

  /**
   * Keeps these; what was told of the same hours and days before is replaced.
   *
   * @return whether the store is known
   */
  public boolean put(String tenant, String store, List<Sale> sales) {
    return database.write(
        h -> {
          Optional<Place> place = place(h, tenant, store);
          place.ifPresent(p -> sales.forEach(sale -> put(h, p, sale)));
          return place.isPresent();
        });
  }

  private record Place(int tenant, int store, ZoneId zone) {}

  private static Optional<Place> place(Handle h, String tenant, String store) {
    return h.createQuery(
            """
            SELECT s.tenant_id, s.id, s.zone FROM store s JOIN tenant t ON t.id = s.tenant_id
            WHERE t.name = ? AND s.name = ?""")
        .bind(0, tenant)
        .bind(1, store)
        .map((row, context) -> new Place(row.getInt(1), row.getInt(2), ZoneId.of(row.getString(3))))
        .findFirst();
  }

  private static void put(Handle h, Place place, Sale sale) {
    LocalDate day = sale.start().toLocalDate();
    Instant start =
        sale.span() == Span.DAY
            ? day.atStartOfDay(place.zone()).toInstant()
            : sale.start().atZone(place.zone()).toInstant();
    h.createUpdate(
            """
            INSERT INTO sales VALUES (:tenant, :store, :grain, :start, :day, :paid, :revenue)
            ON CONFLICT (tenant_id, store_id, grain, start) DO UPDATE SET
              transactions = excluded.transactions, revenue = excluded.revenue""")
        .bind("tenant", place.tenant())
        .bind("store", place.store())
        .bind("grain", sale.span().grain)
        .bind("start", start.toEpochMilli())
        .bind("day", day.toEpochDay())
        .bind("paid", sale.transactions())
        .bind("revenue", sale.revenue())
        .execute();
  }
}
