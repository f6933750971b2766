package io.headcount.collector.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Confines a list to the selected stores, and to devices and cameras that are named. Immutable.
 *
 * @param stores none when nothing can be in the list
 */
record Within(List<Directory.Store> stores, Selection selection) {
  /** Takes one row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  static Within of(Handle h, Selection selection) {
    return new Within(Directory.stores(h, selection), selection);
  }

  /**
   * Reads a part of a list, and one item more where there is one.
   *
   * @param sql with {@code %s} in its WHERE; tables: d for devices, c for cameras, n for lines and
   *     zones
   * @param storeColumn what is confined to the stores
   */
  <T> List<T> page(Handle h, String sql, String storeColumn, Page.Range range, Reader<T> reader) {
    if (stores.isEmpty()) {
      return List.of();
    }
    StringBuilder where =
        new StringBuilder(storeColumn)
            .append(" IN (")
            .append(Directory.ids(stores.stream().map(Directory.Store::id).toList()))
            .append(")");
    List<String> names = new ArrayList<>();
    confine(where, names, "d.name", selection.devices());
    confine(where, names, "c.name", selection.cameras());
    confine(where, names, "n.name", selection.names());
    confine(where, names, "n.type", selection.types());
    Query query = h.createQuery(sql.formatted(where) + " LIMIT ? OFFSET ?");
    int position = 0;
    for (String name : names) {
      query.bind(position++, name);
    }
    return query
        .bind(position++, range.limit() + 1)
        .bind(position, range.offset())
        .map((row, context) -> reader.read(row))
        .list();
  }

  private static void confine(
      StringBuilder where, List<String> names, String column, Set<String> allowed) {
    if (!allowed.isEmpty()) {
      where
          .append(" AND ")
          .append(column)
          .append(" IN (")
          .append(String.join(",", allowed.stream().map(name -> "?").toList()))
          .append(")");
      names.addAll(allowed);
    }
  }
}
