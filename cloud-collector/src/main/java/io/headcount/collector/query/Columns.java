package io.headcount.collector.query;

import io.headcount.collector.history.Places.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads columns that may be empty. Stateless. */
final class Columns {
  private Columns() {}

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** Where somebody put a store, from the columns of {@code store_place}. */
  static Place place(ResultSet row) throws SQLException {
    int capacity = row.getInt("capacity");
    OptionalInt held = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(capacity);
    return new Place(text(row, "team").orElse(""), text(row, "region").orElse(""), held);
  }
}
