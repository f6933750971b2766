package io.headcount.collector.history;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Puts many windows into PostgreSQL with one statement: an array for each column. Stateless. */
final class MinuteColumns {
  private static final int CHUNK = 2000;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("integer", row -> row.device().tenant()),
          new Column("integer", row -> row.device().store()),
          new Column("bigint", MinuteRow::start),
          new Column("integer", MinuteRow::camera),
          new Column("integer", row -> row.item().window().part()),
          new Column("bigint", MinuteRow::recorded),
          new Column("integer", row -> row.item().minutes()),
          new Column("integer", MinuteRow::epoch),
          new Column("bigint", MinuteRow::seq),
          new Column("integer", row -> row.device().device()),
          new Column("float8", row -> row.item().window().coverage()),
          new Column("bigint", MinuteRow::received),
          new Column("bigint", row -> row.item().text().hash()),
          new Column("text", row -> row.item().text().row().body()));

  private MinuteColumns() {}

  private record Column(String type, Function<MinuteRow, Object> value) {}

  static void insert(Connection connection, Collection<MinuteRow> rows) throws SQLException {
    List<MinuteRow> all = new ArrayList<>(rows);
    String arrays = String.join(", ", COLUMNS.stream().map(c -> "?::" + c.type() + "[]").toList());
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO minute SELECT * FROM unnest(" + arrays + ")")) {
      for (int from = 0; from < all.size(); from += CHUNK) {
        List<MinuteRow> some = all.subList(from, Math.min(from + CHUNK, all.size()));
        for (int i = 0; i < COLUMNS.size(); i++) {
          Column column = COLUMNS.get(i);
          Array array =
              connection.createArrayOf(column.type(), some.stream().map(column.value()).toArray());
          insert.setArray(i + 1, array);
        }
        insert.executeUpdate();
      }
    }
  }
}
