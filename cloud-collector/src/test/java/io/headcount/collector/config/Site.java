package io.headcount.collector.config;

import io.headcount.program.settings.ConfigException;
import io.headcount.program.settings.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A folder with a configuration file in it, and a reader that knows no real environment. */
record Site(Path folder) {
  static final ConfigReader READER =
      new ConfigReader(Map.of(), Path.of("/home/collector"), "counter-1");

  /** Writes a file beside the configuration that its owner alone may read. */
  void write(String name, String text) {
    try {
      Path file = Files.writeString(folder.resolve(name), text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CollectorConfig read(String text) {
    write("collector.yaml", text);
    return READER.read(folder.resolve("collector.yaml"));
  }

  /** The problems of a text; empty when it is accepted. */
  List<Problem> problems(String text) {
    try {
      read(text);
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }
}
