package io.headcount.program.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a program's settings file may hold. Immutable.
 *
 * @param minimal the smallest such file, on one line, to show to people; empty when an empty file
 *     will do
 * @param parts every part of the file; the first is the top
 */
public record Layout(String minimal, List<Keys> parts) {
  public Layout {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a file without parts");
    }
  }

  /**
   * Reads and checks a file.
   *
   * @param home where {@code ~} leads
   * @param reader makes the settings of the top; it goes on after a fault, so that all are found
   * @throws ConfigException with every problem, when there is any
   */
  public <T> T read(Path file, Path home, Function<Section, T> reader) {
    Problems problems = new Problems(file);
    YamlText yaml = new YamlText(problems, minimal);
    return read(yaml.read(file), yaml, problems, file, home, reader);
  }

  /**
   * Reads and checks a text that came another way.
   *
   * @param place names the text in messages; relative paths in it begin at its folder
   */
  public <T> T read(Path place, String text, Path home, Function<Section, T> reader) {
    Problems problems = new Problems(place);
    YamlText yaml = new YamlText(problems, minimal);
    return read(yaml.given(text), yaml, problems, place, home, reader);
  }

  private <T> T read(
      Optional<String> text,
      YamlText yaml,
      Problems problems,
      Path file,
      Path home,
      Function<Section, T> reader) {
    Optional<T> settings =
        text.flatMap(yaml::parse)
            .map(node -> new Value(new Reading(this, problems, file, home), node, ""))
            .flatMap(root -> root.section(parts.getFirst()))
            .map(reader);
    problems.throwIfAny();
    return settings.orElseThrow();
  }

  /** The first part of the file that knows a key. */
  Optional<Keys> knowing(String name) {
    return parts.stream().filter(keys -> keys.names().contains(name)).findFirst();
  }
}
