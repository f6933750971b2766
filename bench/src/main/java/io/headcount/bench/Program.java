package io.headcount.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The agent as it was built. Immutable.
 *
 * @param home the root of the repository
 */
record Program(Path home) {
  /** The one whose folder the property {@code headcount.home} names. */
  static Program here() {
    return new Program(Path.of(System.getProperty("headcount.home", ".")).toAbsolutePath());
  }

  /** Starts the agent with these arguments, as the daemon is started. */
  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + home.resolve("edge-agent/src/main/dist/jvm.options"));
    command.add("-jar");
    command.add(home.resolve("edge-agent/target/headcount-agent.jar").toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
