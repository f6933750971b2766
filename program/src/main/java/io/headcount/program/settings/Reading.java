package io.headcount.program.settings;

import java.nio.file.Path;
import java.util.Optional;

/** What all values of one file have in common. Confined to the thread that reads. */
record Reading(Layout layout, Problems problems, Path file, Path home) {
  /** The same path, absolute: from the home folder after {@code ~}, else from the file's folder. */
  Path resolve(Path path) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(home);
    Path absolute =
        path.startsWith("~") ? home.resolve(Path.of("~").relativize(path)) : folder.resolve(path);
    return absolute.normalize();
  }
}
