package io.headcount.collector.doctor;

import io.headcount.collector.config.BrokerConfig;
import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.config.ConfigReader;
import io.headcount.collector.config.HttpConfig;
import io.headcount.collector.server.Settings;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.ClockCheck;
import io.headcount.program.doctor.ConfigCheck;
import io.headcount.program.doctor.DataCheck;
import io.headcount.program.settings.ConfigException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Knows what to look at on a collector's machine. Immutable. */
public final class CollectorDoctor {
  private static final DataCheck.Reserve RESERVE =
      new DataCheck.Reserve(0.05, "the history soon cannot grow, and nothing is taken in then");

  private final ConfigReader reader;
  private final InstantSource clock;

  CollectorDoctor(ConfigReader reader, InstantSource clock) {
    this.reader = reader;
    this.clock = clock;
  }

  public static CollectorDoctor ofThisMachine() {
    return new CollectorDoctor(ConfigReader.ofThisMachine(), InstantSource.system());
  }

  /**
   * The checks; none of them changes anything that stays.
   *
   * @param file the configuration; without one, and with one that cannot be used, the defaults are
   *     looked at
   */
  public List<Check> checks(Optional<Path> file) {
    List<Check> checks = new ArrayList<>();
    CollectorConfig config = file.flatMap(path -> read(path, checks)).orElseGet(reader::defaults);
    checks.add(new JavaCheck(Runtime.version(), Runtime.getRuntime().maxMemory()));
    checks.add(
        new DataCheck(
            config.data(), System.getProperty("user.name", ""), DataCheck::disk, RESERVE));
    checks.add(new VersionsCheck(config.broker()));
    checks.add(new HistoryCheck(config, clock));
    checks.add(new KeyCheck(Settings.signingKey(config)));
    switch (config.broker()) {
      case BrokerConfig.Embedded inside ->
          checks.add(new PortCheck("broker", inside.bind(), inside.port(), "broker.port"));
      case BrokerConfig.External outside ->
          checks.add(new BrokerCheck(config.name(), outside, clock));
    }
    HttpConfig http = config.http();
    checks.add(new PortCheck("http", http.bind().getHostAddress(), http.port(), "http.port"));
    checks.add(new ClockCheck(clock, Instant.EPOCH, ClockCheck::timedatectl));
    return checks;
  }

  private Optional<CollectorConfig> read(Path file, List<Check> checks) {
    try {
      CollectorConfig config = reader.read(file);
      checks.add(new ConfigCheck(file, List.of(), config.warnings()));
      return Optional.of(config);
    } catch (ConfigException e) {
      checks.add(new ConfigCheck(file, e.problems(), e.warnings()));
      return Optional.empty();
    }
  }
}
