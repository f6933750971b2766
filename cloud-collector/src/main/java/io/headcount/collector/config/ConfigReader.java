package io.headcount.collector.config;

import io.headcount.program.settings.ConfigException;
import io.headcount.program.settings.Keys;
import io.headcount.program.settings.Section;
import io.headcount.program.settings.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a collector's configuration file. Immutable. Finds all that is wrong in one pass. */
public final class ConfigReader {
  private static final int HIGHEST_PORT = 65_535;
  private static final int LONGEST_ADDRESS = 64;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String DATABASE_FILE = "history.db";

  private final Map<String, String> environment;
  private final Path home;
  private final String hostName;

  /**
   * A reader for some machine.
   *
   * @param environment {@code STATE_DIRECTORY} in it is the default of {@code data}
   * @param home where {@code ~} leads
   * @param hostName the default of {@code name}, when it is fit for one
   */
  public ConfigReader(Map<String, String> environment, Path home, String hostName) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.hostName = NAME.matcher(hostName).matches() ? hostName : "collector";
  }

  /** A reader that knows this process' environment and this machine's name. */
  public static ConfigReader ofThisMachine() {
    String name = "";
    try {
      // the kernel's own word, because asking the network for it may wait
      name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      // a system without it: the name only has to differ from other collectors'
    }
    return new ConfigReader(System.getenv(), Path.of(System.getProperty("user.home")), name);
  }

  /**
   * Reads and checks a file.
   *
   * @throws ConfigException with every problem, when there is any
   */
  public CollectorConfig read(Path file) {
    return CollectorKeys.LAYOUT.read(file, home, this::config);
  }

  /** What holds without a file: all defaults. */
  public CollectorConfig defaults() {
    Path data = stateDirectory();
    return new CollectorConfig(
        hostName,
        data,
        new DatabaseConfig.Sqlite(data.resolve(DATABASE_FILE)),
        BrokerReader.defaults(),
        HttpConfig.defaults(),
        RetentionConfig.defaults(),
        List.of());
  }

  /** Where everything is kept unless the file says otherwise. */
  private Path stateDirectory() {
    // systemd may give several, the first is the unit's own
    String given = environment.getOrDefault("STATE_DIRECTORY", "").split(":", -1)[0];
    return given.isBlank() ? home.resolve(".local/state/headcount-collector") : Path.of(given);
  }

  private CollectorConfig config(Section root) {
    Path data = root.find("data").flatMap(ConfigReader::folder).orElseGet(this::stateDirectory);
    return new CollectorConfig(
        root.find("name").flatMap(ConfigReader::name).orElse(hostName),
        data,
        part(root, "database", CollectorKeys.DATABASE)
            .flatMap(DatabaseReader::read)
            .orElseGet(() -> new DatabaseConfig.Sqlite(data.resolve(DATABASE_FILE))),
        part(root, "broker", CollectorKeys.BROKER)
            .map(BrokerReader::read)
            .orElseGet(BrokerReader::defaults),
        part(root, "http", CollectorKeys.HTTP)
            .map(HttpReader::read)
            .orElseGet(HttpConfig::defaults),
        part(root, "retention", CollectorKeys.RETENTION)
            .map(ConfigReader::retention)
            .orElseGet(RetentionConfig::defaults),
        root.warnings());
  }

  private static Optional<Section> part(Section root, String key, Keys keys) {
    return root.find(key).flatMap(value -> value.section(keys));
  }

  private static Optional<String> name(Value value) {
    return value.text(
        NAME, "1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit", "such as north-1");
  }

  private static Optional<Path> folder(Value value) {
    Optional<Path> path = value.path();
    if (path.isPresent() && Files.isRegularFile(path.get())) {
      value.fault(path.get() + " is a file", "name a folder; it need not exist yet");
      return Optional.empty();
    }
    return path;
  }

  static Optional<Integer> port(Section section) {
    return section.find("port").flatMap(value -> value.whole(0, HIGHEST_PORT));
  }

  /** An address of this machine, which is not looked up anywhere. */
  static Optional<InetAddress> address(Value value) {
    Optional<String> text =
        value.text(LONGEST_ADDRESS).map(t -> t.equals("localhost") ? "127.0.0.1" : t);
    try {
      return text.map(InetAddress::ofLiteral);
    } catch (IllegalArgumentException e) {
      value.fault("'" + text.orElse("") + "' is not an IP address", "write 127.0.0.1");
      return Optional.empty();
    }
  }

  private static RetentionConfig retention(Section section) {
    RetentionConfig defaults = RetentionConfig.defaults();
    Duration minutes =
        kept(section, "minutes", RetentionConfig.SHORTEST_MINUTES).orElse(defaults.minutes());
    Duration hours = kept(section, "hours", minutes).orElse(longer(minutes, defaults.hours()));
    Optional<Duration> days =
        section.find("days").filter(value -> !value.is("forever")).isPresent()
            ? kept(section, "days", hours)
            : defaults.days();
    Duration events =
        kept(section, "events", RetentionConfig.SHORTEST_EVENTS).orElse(defaults.events());
    Duration audit =
        kept(section, "audit", RetentionConfig.SHORTEST_AUDIT).orElse(defaults.audit());
    return new RetentionConfig(minutes, hours, days, events, audit);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Optional<Duration> kept(Section section, String key, Duration least) {
    return section.find(key).flatMap(value -> value.duration(least, RetentionConfig.LONGEST));
  }
}
