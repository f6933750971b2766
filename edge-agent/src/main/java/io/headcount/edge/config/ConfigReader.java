package io.headcount.edge.config;

import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DeviceChoice;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.program.settings.ConfigException;
import io.headcount.program.settings.Keys;
import io.headcount.program.settings.Section;
import io.headcount.program.settings.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a box's configuration file. Immutable. Finds all that is wrong in one pass; opens no
 * camera.
 */
public final class ConfigReader {
  private static final int LONGEST_NAME = 64;
  private static final int MOST_THREADS = 256;
  private static final double FEWEST_CORES = 0.1;
  private static final int SHORTEST_SIDE = 160;
  private static final int LONGEST_SIDE = 1920;
  private static final int SIDE_STEP = 32;
  private static final String SMALLEST_BUDGET = "64MiB";
  private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);
  private static final Duration LONGEST_RETENTION = Duration.ofDays(3650);
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,3})");

  private final Map<String, String> environment;
  private final Path home;
  private final String hostName;
  private final boolean opened;

  /**
   * @param environment {@code STATE_DIRECTORY} in it is the default of {@code data}
   * @param home where {@code ~} leads
   * @param hostName the default of {@code box}; blank gives {@code headcount}
   */
  public ConfigReader(Map<String, String> environment, Path home, String hostName) {
    this(environment, home, hostName, true);
  }

  private ConfigReader(
      Map<String, String> environment, Path home, String hostName, boolean opened) {
    this.opened = opened;
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.hostName = hostName.isBlank() ? "headcount" : hostName;
  }

  /** A reader that knows this process' environment and this machine's name. */
  public static ConfigReader ofThisBox() {
    String name = "";
    try {
      // the kernel's own word, because asking the network for it may wait
      name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      // a system without it: the name is only shown to people
    }
    return new ConfigReader(System.getenv(), Path.of(System.getProperty("user.home")), name);
  }

  /** The same reader for files whose sources will not be opened: they need not be there. */
  public ConfigReader withoutSources() {
    return new ConfigReader(environment, home, hostName, false);
  }

  /**
   * Reads and checks a file.
   *
   * @throws ConfigException with every problem, when there is any
   */
  public AgentConfig read(Path file) {
    return AgentKeys.LAYOUT.read(file, home, this::config);
  }

  /**
   * Reads and checks the configuration that a collector wants for this box.
   *
   * @param file the box's own, which decides where data lies, on the page and on the uplink
   * @param desired the rest, in the same form
   * @throws ConfigException with every problem of either, when there is any
   */
  public AgentConfig read(Path file, String desired) {
    AgentConfig own = read(file);
    Path place = file.toAbsolutePath().resolveSibling("desired configuration");
    return AgentKeys.LAYOUT
        .read(
            place,
            desired,
            home,
            root -> {
              for (String key : AgentKeys.OF_THE_BOX) {
                root.find(key)
                    .ifPresent(
                        value ->
                            value.fault(
                                key + " is decided on the box itself", "leave " + key + " out"));
              }
              return config(root);
            })
        .on(own);
  }

  private AgentConfig config(Section root) {
    DetectorOptions detector =
        part(root, "detector", AgentKeys.DETECTOR)
            .map(ConfigReader::detector)
            .orElseGet(DetectorOptions::standard);
    CameraReader reader = new CameraReader(opened, detector.longSide());
    Optional<Value> listed =
        root.find("uplink").isPresent()
            ? root.find("cameras")
            : root.need(
                "cameras",
                "add one: cameras: [{id: door, source: rtsp://camera/stream}], or write cameras: []"
                    + " and add them on the box's page");
    List<CameraConfig> cameras = listed.map(reader::cameras).orElse(List.of());
    String box = root.find("box").flatMap(value -> value.text(LONGEST_NAME)).orElse(hostName);
    return new AgentConfig(
        box,
        root.find("time_zone").flatMap(Value::timeZone).orElse(AgentConfig.UTC),
        root.find("data").flatMap(ConfigReader::data).orElseGet(this::stateDirectory),
        detector,
        part(root, "budget", AgentKeys.BUDGET)
            .map(ConfigReader::budget)
            .orElseGet(BudgetConfig::defaults),
        part(root, "status", AgentKeys.STATUS)
            .map(StatusReader::status)
            .orElseGet(StatusConfig::defaults),
        part(root, "journal", AgentKeys.JOURNAL)
            .map(ConfigReader::journal)
            .orElseGet(JournalConfig::defaults),
        part(root, "uplink", AgentKeys.UPLINK)
            .flatMap(section -> UplinkReader.uplink(section, box)),
        cameras,
        Scenes.revision(cameras.stream().map(CameraConfig::scene).toList()),
        root.warnings());
  }

  private static Optional<Section> part(Section root, String key, Keys keys) {
    return root.find(key).flatMap(value -> value.section(keys));
  }

  private static Optional<Path> data(Value value) {
    Optional<Path> path = value.path();
    if (path.isPresent() && Files.isRegularFile(path.get())) {
      value.fault(path.get() + " is a file", "name a folder; it need not exist yet");
      return Optional.empty();
    }
    return path;
  }

  /** Where journal and database live unless the file says otherwise. */
  public Path stateDirectory() {
    // systemd may give several, the first is the unit's own
    String given = environment.getOrDefault("STATE_DIRECTORY", "").split(":", -1)[0];
    return given.isBlank() ? home.resolve(".local/state/headcount") : Path.of(given);
  }

  private static DetectorOptions detector(Section section) {
    return new DetectorOptions(
        section
            .find("model")
            .flatMap(value -> value.text(MODEL, "the name of a model", "such as nanodet-g"))
            .orElse(DetectorOptions.STANDARD_MODEL),
        section
            .find("engine")
            .flatMap(value -> value.choice(EngineChoice.class))
            .orElse(EngineChoice.AUTO),
        section.find("device").flatMap(ConfigReader::device).orElseGet(DeviceChoice.Auto::new),
        section
            .find("threads")
            .filter(value -> !value.is("auto"))
            .flatMap(value -> value.whole(1, MOST_THREADS))
            .orElse(0),
        section.find("long_side").flatMap(ConfigReader::longSide));
  }

  private static Optional<DeviceChoice> device(Value value) {
    Optional<String> text = value.text(LONGEST_NAME);
    Matcher gpu = GPU.matcher(text.orElse(""));
    if (gpu.matches()) {
      return Optional.of(new DeviceChoice.Gpu(Integer.parseInt(gpu.group(1))));
    }
    return switch (text.orElse("")) {
      case "auto" -> Optional.of(new DeviceChoice.Auto());
      case "cpu" -> Optional.of(new DeviceChoice.Cpu());
      case "" -> Optional.empty();
      case "gpu", "cuda" -> {
        value.fault("which graphics processor is not said", "write gpu:0 for the first");
        yield Optional.empty();
      }
      default -> {
        value.unknown(text.orElse(""), List.of("auto", "cpu", "gpu:0"));
        yield Optional.empty();
      }
    };
  }

  /** Empty for {@code auto}. */
  static Optional<Integer> longSide(Value value) {
    if (value.is("auto")) {
      return Optional.empty();
    }
    Optional<Integer> side = value.whole(SHORTEST_SIDE, LONGEST_SIDE);
    if (side.isPresent() && side.get() % SIDE_STEP != 0) {
      long nearest = Math.round(side.get() / (double) SIDE_STEP) * SIDE_STEP;
      value.fault(side.get() + " is not a multiple of 32", "write " + nearest);
      return Optional.empty();
    }
    return side;
  }

  private static BudgetConfig budget(Section section) {
    return new BudgetConfig(
        section.find("cores").flatMap(value -> value.number(FEWEST_CORES, MOST_THREADS)));
  }

  private static JournalConfig journal(Section section) {
    return new JournalConfig(
        section
            .find("budget")
            .flatMap(value -> value.size(SMALLEST_BUDGET))
            .orElse(JournalConfig.DEFAULT_BUDGET),
        section
            .find("retention")
            .flatMap(value -> value.duration(SHORTEST_RETENTION, LONGEST_RETENTION))
            .orElse(JournalConfig.DEFAULT_RETENTION));
  }
}
