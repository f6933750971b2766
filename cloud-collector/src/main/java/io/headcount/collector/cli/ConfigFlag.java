package io.headcount.collector.cli;

import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.config.ConfigReader;
import io.headcount.collector.history.History;
import io.headcount.collector.server.Settings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --config}, for all commands that need the history. Confined to one command. */
final class ConfigFlag {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The collector's configuration (default: what holds without one).")
  private Optional<Path> file = Optional.empty();

  Optional<Path> file() {
    return file;
  }

  CollectorConfig read() {
    ConfigReader reader = ConfigReader.ofThisMachine();
    return file.map(reader::read).orElseGet(reader::defaults);
  }

  History open() {
    return History.open(Settings.history(read()), InstantSource.system());
  }
}
