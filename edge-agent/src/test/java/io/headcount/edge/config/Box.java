package io.headcount.edge.config;

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
record Box(Path folder) {
  static final ConfigReader READER = new ConfigReader(Map.of(), Path.of("/home/agent"), "till-box");

  /** Writes a file beside the configuration. */
  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file beside the configuration that its owner alone may read. */
  void writeSecret(String name, String text) {
    try {
      Path file = write(name, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AgentConfig read(String text) {
    return READER.read(write("agent.yaml", text));
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
