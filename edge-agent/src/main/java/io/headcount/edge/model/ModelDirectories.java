package io.headcount.edge.model;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where catalogues lie. Immutable.
 *
 * @param shipped with the program, read only
 * @param own the owner's, written by {@code model add}; need not exist
 */
public record ModelDirectories(Path shipped, Path own) {
  /**
   * The usual places: {@code models} under the program's home, and the owner's data directory.
   *
   * @param home where the program is installed
   * @param environment of the process: XDG_DATA_HOME or HOME
   */
  public static ModelDirectories standard(Path home, Map<String, String> environment) {
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path own =
        data.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", "."), ".local", "share")
            : Path.of(data);
    return new ModelDirectories(home.resolve("models"), own.resolve("headcount").resolve("models"));
  }

  /** The same with the owner's models elsewhere. */
  public ModelDirectories withOwn(Path directory) {
    return new ModelDirectories(shipped, directory);
  }
}
