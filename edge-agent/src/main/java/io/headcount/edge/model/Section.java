package io.headcount.edge.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of a catalogue file. What is wrong with it is noted with file and line, and reading
 * goes on, so that one reading tells all. Confined to one reading.
 */
final class Section {
  private final Path file;
  private final List<String> problems;
  private final Node start;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();

  /**
   * A mapping in a file.
   *
   * @param problems where to note what is wrong
   */
  Section(Path file, Node node, List<String> problems) {
    this.file = file;
    this.problems = problems;
    this.start = node;
    if (!(node instanceof MappingNode mapping)) {
      problem(node, "keys and values are expected here");
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (values.putIfAbsent(key, tuple.getValueNode()) != null) {
        problem(tuple.getKeyNode(), "'" + key + "' is there twice");
      }
      keys.put(key, tuple.getKeyNode());
    }
  }

  /** Notes each key that is none of these. */
  void allow(String... known) {
    List<String> names = List.of(known);
    keys.forEach(
        (key, node) -> {
          if (!names.contains(key)) {
            problem(
                node,
                "unknown key '%s': known here are %s".formatted(key, String.join(", ", names)));
          }
        });
  }

  /** Notes a problem with the whole mapping. */
  void problem(String what) {
    problem(start, what);
  }

  private void problem(Node node, String what) {
    String line = node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    problems.add(file + line + ": " + what);
  }

  Optional<String> text(String key) {
    return scalar(key, "a text", Function.identity());
  }

  Optional<Integer> whole(String key) {
    return scalar(key, "a whole number", Integer::valueOf);
  }

  Optional<Double> number(String key) {
    return scalar(key, "a number", Double::valueOf);
  }

  Optional<Boolean> flag(String key) {
    return scalar(
        key,
        "true or false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(text);
            });
  }

  Optional<List<Double>> numbers(String key) {
    Node node = values.get(key);
    if (node == null) {
      return missing(key);
    }
    List<Double> numbers = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node element : sequence.getValue()) {
        parse(key, element, "a list of numbers", Double::valueOf).ifPresent(numbers::add);
      }
      return Optional.of(numbers);
    }
    problem(node, "'" + key + "' is not a list of numbers");
    return Optional.empty();
  }

  Optional<Section> section(String key) {
    Node node = values.get(key);
    return node == null ? missing(key) : Optional.of(new Section(file, node, problems));
  }

  List<Section> sections(String key) {
    Node node = values.get(key);
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(n -> new Section(file, n, problems)).toList();
    }
    problem(node == null ? start : node, "'" + key + "' must be a list");
    return List.of();
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  private <T> Optional<T> missing(String key) {
    problem(start, "'" + key + "' is missing");
    return Optional.empty();
  }

  private <T> Optional<T> scalar(String key, String kind, Function<String, T> parser) {
    Node node = values.get(key);
    return node == null ? missing(key) : parse(key, node, kind, parser);
  }

  private <T> Optional<T> parse(String key, Node node, String kind, Function<String, T> parser) {
    if (node instanceof ScalarNode scalar) {
      try {
        return Optional.of(parser.apply(scalar.getValue()));
      } catch (IllegalArgumentException e) {
        problem(node, "'%s' is %s, not %s".formatted(key, scalar.getValue(), kind));
        return Optional.empty();
      }
    }
    problem(node, "'" + key + "' is not " + kind);
    return Optional.empty();
  }
}
