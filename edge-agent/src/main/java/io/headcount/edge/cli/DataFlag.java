package io.headcount.edge.cli;

import io.headcount.edge.access.BoxAccess;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which box a command is about: whose data folder it is. */
final class DataFlag {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The box's configuration (default: the box has its usual data folder).")
  private Optional<Path> file = Optional.empty();

  /** Where the box keeps what it knows. */
  Path folder() {
    ConfigReader reader = ConfigReader.ofThisBox().withoutSources();
    return file.map(reader::read).map(AgentConfig::dataDirectory).orElseGet(reader::stateDirectory);
  }

  /** Who may come to its page. */
  BoxAccess access() {
    ConfigReader reader = ConfigReader.ofThisBox().withoutSources();
    Optional<AgentConfig> config = file.map(reader::read);
    return BoxAccess.open(
        config.map(AgentConfig::dataDirectory).orElseGet(reader::stateDirectory),
        config.map(AgentConfig::box).orElse(""),
        config.flatMap(it -> it.status().claimCode()),
        InstantSource.system(),
        System::nanoTime);
  }
}
