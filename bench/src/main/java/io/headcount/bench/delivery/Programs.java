package io.headcount.bench.delivery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the programs are started. Stateless. */
final class Programs {
  private Programs() {}

  /** The collector, as the daemon is started. */
  static List<String> collector(String... arguments) {
    List<String> command = java("cloud-collector");
    command.add("-jar");
    command.add(home().resolve("cloud-collector/target/headcount-collector.jar").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** A {@link SyntheticBox}, with the options of the agent. */
  static List<String> box(String... arguments) {
    List<String> command = java("edge-agent");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(
        home().resolve("bench/target/headcount-bench.jar")
            + ":"
            + home().resolve("edge-agent/target/headcount-agent.jar"));
    command.add(SyntheticBox.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> java(String module) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + home().resolve(module).resolve("src/main/dist/jvm.options"));
    return command;
  }

  private static Path home() {
    return Path.of(System.getProperty("headcount.home", ".")).toAbsolutePath();
  }
}
