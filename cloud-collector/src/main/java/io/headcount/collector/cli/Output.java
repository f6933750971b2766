package io.headcount.collector.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** How answers are printed: tables for people, JSON for scripts. */
final class Output {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Output() {}

  /** Maps, lists, texts, numbers as JSON. */
  static String json(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the answer cannot be written as JSON", e);
    }
  }

  /** Says one line, at once. */
  static void say(CommandSpec spec, String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /**
   * Shows what is shown this once.
   *
   * @param json whether as these fields, for scripts
   * @param aside told to people beside it, where no pipe takes it
   */
  static void secret(
      CommandSpec spec, boolean json, Map<String, ?> fields, String aside, String secret) {
    if (!json) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(aside);
      err.flush();
    }
    say(spec, json ? json(fields) : secret);
  }

  /** Lists things: as JSON, each with these fields, or as a table. */
  static <T> void list(
      CommandSpec spec,
      boolean json,
      List<T> all,
      Function<T, Map<String, ?>> fields,
      List<String> heads,
      Function<T, List<String>> cells) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(all.stream().map(fields).toList()));
    } else {
      table(out, heads, all.stream().map(cells).toList());
    }
    out.flush();
  }

  /** Columns as wide as they must be, the last one as it comes. */
  static void table(PrintWriter out, List<String> heads, List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(heads.size(), 0));
    List<List<String>> all = new ArrayList<>(rows.size() + 1);
    all.add(heads);
    all.addAll(rows);
    for (List<String> row : all) {
      for (int i = 0; i < row.size(); i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = harmless(row.get(i));
        line.append(cell);
        if (i + 1 < row.size()) {
          line.append(" ".repeat(widths.get(i) - cell.length() + 2));
        }
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** To the second; people need no more. */
  static String time(Optional<Instant> at) {
    return at.map(a -> a.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("-");
  }

  /** Without characters that would move the cursor or change colours of a terminal. */
  static String harmless(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
