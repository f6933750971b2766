package io.headcount.edge.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
