package io.headcount.program.settings;

import java.util.Optional;

/**
 * One thing in a configuration file that is wrong or odd. Immutable. Holds no secret.
 *
 * @param file the file as it was named
 * @param line of the value, the first is 1; 0 when the whole file is meant
 * @param column of the value, the first is 1; 0 when the whole file is meant
 * @param path which key, such as {@code cameras[0].zones[1].polygon}; empty for the whole file
 * @param value what stands there, shortened; empty when nothing does or it is a list or a mapping
 * @param message what is wrong with it
 * @param suggestion what to write instead
 * @param excerpt the line as it stands in the file, shortened, with a caret under the value on a
 *     second line; empty when the whole file is meant
 */
public record Problem(
    String file,
    int line,
    int column,
    String path,
    String value,
    String message,
    Optional<String> suggestion,
    String excerpt) {

  /** One line for people and logs, in the form that editors can jump to. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    String key = path.isEmpty() ? "" : path + "  ";
    return place + "  " + key + message + suggestion.map(text -> " (" + text + ")").orElse("");
  }
}
