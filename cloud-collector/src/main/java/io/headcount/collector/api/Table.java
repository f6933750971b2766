package io.headcount.collector.api;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an answer tells of each thing: the fields of its JSON, the columns of its CSV. Immutable.
 */
final class Table<T> {
  private final List<Column<T>> columns;

  private Table(List<Column<T>> columns) {
    this.columns = columns;
  }

  private record Column<T>(String name, Function<T, ?> value) {}

  static <T> Table<T> empty() {
    return new Table<>(List.of());
  }

  /** With one more column, the last. */
  Table<T> with(String name, Function<T, ?> value) {
    List<Column<T>> more = new ArrayList<>(columns);
    more.add(new Column<>(name, value));
    return new Table<>(List.copyOf(more));
  }

  /** With the columns of a part of each thing. */
  <S> Table<T> with(Table<S> part, Function<T, S> of) {
    Table<T> all = this;
    for (Column<S> column : part.columns) {
      all = all.with(column.name(), of.andThen(column.value()));
    }
    return all;
  }

  /** With the columns of a part that may be absent, with a word before their names. */
  <S> Table<T> perhaps(String prefix, Table<S> part, Function<T, Optional<S>> of) {
    Table<T> all = this;
    for (Column<S> column : part.columns) {
      String name =
          prefix
              + column.name().substring(0, 1).toUpperCase(Locale.ROOT)
              + column.name().substring(1);
      all = all.with(name, of.andThen(found -> found.map(s -> column.value().apply(s))));
    }
    return all;
  }

  Map<String, Object> json(T thing) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Column<T> column : columns) {
      fields.put(column.name(), column.value().apply(thing));
    }
    return fields;
  }

  String header() {
    List<String> names = columns.stream().map(Column::name).toList();
    return String.join(",", names) + "\r\n";
  }

  String csv(T thing) {
    List<String> cells = columns.stream().map(column -> cell(column.value().apply(thing))).toList();
    return String.join(",", cells) + "\r\n";
  }

  private static String cell(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.map(Table::cell).orElse("");
      case OffsetDateTime time -> Json.time(time);
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      case List<?> list -> text(String.join("; ", list.stream().map(String::valueOf).toList()));
      case String string -> text(string);
      default -> value.toString(); // numbers, truths and times need no quotes
    };
  }

  /** RFC 4180; and what a spreadsheet would take for a formula begins with an apostrophe. */
  private static String text(String value) {
    boolean formula = !value.isEmpty() && "=+-@\t\r\n".indexOf(value.charAt(0)) >= 0;
    String safe = formula ? "'" + value : value;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
