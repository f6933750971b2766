package io.headcount.program.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Gathers what is wrong with one file. Confined to the thread that reads it. */
final class Problems {
  /** Of each kind; what comes after is dropped: nobody mends more at once. */
  private static final int LIMIT = 500;

  private static final int LONGEST_VALUE = 60;
  private static final int EXCERPT_WIDTH = 100;
  private static final Comparator<Problem> FILE_ORDER =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  private final Path file;
  private List<String> lines = List.of();

  /** Lines already masked, by number; no more than there are problems. */
  private final Map<Integer, int[]> masked = new HashMap<>();

  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  Problems(Path file) {
    this.file = file;
  }

  /** Hands in the text that later places refer to. */
  void text(String text) {
    lines = text.lines().toList();
  }

  /** A fault of the file as a whole. */
  void file(String message, String suggestion) {
    problems.add(problem(0, 0, "", "", message, Optional.of(suggestion)));
  }

  /** A fault at a place that belongs to no key; line and column count from 1. */
  void place(int line, int column, String message, Optional<String> suggestion) {
    problems.add(problem(line, column, "", "", Mask.secrets(message), suggestion));
  }

  void fault(Node node, String path, String message, Optional<String> suggestion) {
    if (problems.size() < LIMIT) {
      problems.add(problem(node, path, message, suggestion));
    }
  }

  void warn(Node node, String path, String message, String suggestion) {
    if (warnings.size() < LIMIT) {
      warnings.add(problem(node, path, message, Optional.of(suggestion)));
    }
  }

  /** The line that a node begins in, from 1. */
  static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }

  List<Problem> warnings() {
    return warnings.stream().sorted(FILE_ORDER).toList();
  }

  /**
   * @throws ConfigException when there was any problem
   */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems.stream().sorted(FILE_ORDER).toList(), warnings());
    }
  }

  private Problem problem(Node node, String path, String message, Optional<String> suggestion) {
    int column = node.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
    String value = node instanceof ScalarNode scalar ? shown(scalar.getValue()) : "";
    return problem(line(node), column, path, value, message, suggestion);
  }

  private Problem problem(
      int line,
      int column,
      String path,
      String value,
      String message,
      Optional<String> suggestion) {
    return new Problem(
        file.toString(), line, column, path, value, message, suggestion, excerpt(line, column));
  }

  /** A value fit for a message: on one line, not long, without a password. */
  static String shown(String value) {
    String line = Mask.secrets(value).replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE - 1) + "…";
  }

  private String excerpt(int line, int column) {
    if (line < 1 || line > lines.size()) {
      return "";
    }
    // code points, because columns count those
    int[] text =
        masked.computeIfAbsent(
            line, l -> Mask.secrets(lines.get(l - 1)).replace('\t', ' ').codePoints().toArray());
    int caret = Math.min(Math.max(column - 1, 0), text.length);
    int start = Math.max(0, Math.min(caret - EXCERPT_WIDTH / 2, text.length - EXCERPT_WIDTH));
    int length = Math.min(EXCERPT_WIDTH, text.length - start);
    return new String(text, start, length) + "\n" + " ".repeat(caret - start) + "^";
  }
}
