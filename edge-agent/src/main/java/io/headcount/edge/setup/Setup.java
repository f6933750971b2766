package io.headcount.edge.setup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.analytics.floor.Calibration;
import io.headcount.analytics.scene.Scene;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.config.ConfigWriter;
import io.headcount.edge.setup.Version.Origin;
import io.headcount.program.settings.ConfigException;
import io.headcount.program.settings.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which configuration is in force: that of the newest version, whether the page or the collector
 * made it; as long as neither did, that of the box's own file. Thread-safe.
 *
 * <p>Each change is a new version of the whole, on the disk before anybody is told of it. What only
 * the box decides (its data folder, its page, its uplink) is always the file's.
 */
public final class Setup {
  private static final Logger LOG = System.getLogger(Setup.class.getName());
  private static final String THE_FILE = "the box's own file";
  private static final int MOST_REASONS = 3;

  private final Path file;
  private final ConfigReader reader;
  private final Versions versions;
  private final SecretFiles secrets;
  private final BooleanSupplier onTrial;

  /** What the newest version says; read again whenever there is a newer one. */
  private AgentConfig present;

  /** The version that the agent has; behind the newest until it has gone over to it. */
  private int inForce;

  private Optional<AgentConfig> pending = Optional.empty();
  private boolean fileChanged;
  private Optional<Trouble> trouble = Optional.empty();

  /**
   * What the collector has had put in force. Immutable.
   *
   * @param good whether it was the last that the collector wanted, and has proved itself
   * @param at when that was said
   */
  public record Applied(String text, long serial, boolean good, Instant at) {}

  /** Why something else than the newest version is in force, and the cure. */
  public record Trouble(String text, String cure) {}

  /** What became of the wish to change something. */
  public sealed interface Outcome {
    /**
     * It is kept, and the agent goes over to it.
     *
     * @param restarts whether the agent starts anew for it
     */
    record Saved(Version version, boolean restarts) implements Outcome {}

    /** It says what is in force already. */
    record Same(Version version) implements Outcome {}

    /** Somebody else was faster. The newest first. */
    record Stale(List<Version> since) implements Outcome {
      public Stale {
        since = List.copyOf(since);
      }
    }

    /** It cannot be used. */
    record Wrong(List<Complaint> complaints) implements Outcome {
      public Wrong {
        complaints = List.copyOf(complaints);
      }
    }

    /** Not now. */
    record Busy(String why, String cure) implements Outcome {}
  }

  /**
   * What a dry run found. Immutable.
   *
   * @param what it would change, in one line; empty for nothing, or when it cannot be used
   * @param restarts whether the agent would start anew for it
   */
  public record Checked(
      List<Complaint> problems, List<Complaint> warnings, String what, boolean restarts) {
    public Checked {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Opens what was set up.
   *
   * @param file the box's own configuration
   * @param applied by the collector; of it a version is made when there is none yet
   * @param onTrial whether a configuration of the collector is being tried
   * @throws ConfigException when the box's own file cannot be used
   */
  public Setup(
      Path file,
      ConfigReader reader,
      InstantSource clock,
      Optional<Applied> applied,
      BooleanSupplier onTrial) {
    this.file = file;
    this.reader = reader;
    this.onTrial = onTrial;
    AgentConfig own = reader.read(file);
    this.versions = Versions.open(own.dataDirectory().resolve("versions"), clock);
    this.secrets = new SecretFiles(own.dataDirectory().resolve("secrets"));
    this.present = own;
    begin(own, applied);
  }

  private void begin(AgentConfig own, Optional<Applied> applied) {
    String text = ConfigWriter.write(own);
    String print = fingerprint(text);
    if (versions.newest().isEmpty()) {
      versions.add(Origin.FILE, THE_FILE, "first start", text, print);
      applied.ifPresent(wanted -> adopt(wanted, print));
    } else {
      Version newest = versions.newest().orElseThrow();
      applied
          .filter(wanted -> wanted.good() && wanted.at().isAfter(newest.at()))
          .ifPresent(wanted -> adopt(wanted, print));
    }
    Version newest = versions.newest().orElseThrow();
    if (newest.origin() == Origin.FILE && !newest.file().equals(print)) {
      String what = read(newest).map(old -> Changes.between(old, own)).orElse("");
      newest = versions.add(Origin.FILE, THE_FILE, "by hand: " + what, text, print);
    }
    fileChanged = !newest.file().equals(print);
    inForce = newest.number();
    present = newest.origin() == Origin.FILE ? own : usable(newest, own);
  }

  /** The program ended between two steps, or is from before there were versions. */
  private void adopt(Applied applied, String print) {
    String by = "the collector, serial " + applied.serial();
    String text = canonical(applied.text());
    if (versions.newest().filter(version -> version.text().equals(text)).isEmpty()) {
      versions.add(Origin.COLLECTOR, by, "as it was applied", text, print);
    }
  }

  private String canonical(String text) {
    try {
      return ConfigWriter.write(reader.read(file, text));
    } catch (ConfigException e) {
      return text; // told where it is to be used
    }
  }

  /** A version whose files have gone, such as one with a password, cannot be used any more. */
  private AgentConfig usable(Version version, AgentConfig own) {
    try {
      return reader.read(file, version.text());
    } catch (ConfigException e) {
      LOG.log(Level.ERROR, "version {0} cannot be used: {1}", version.number(), e.getMessage());
      trouble =
          Optional.of(
              new Trouble(
                  "version %d of the configuration cannot be used, the box's own file is: %s"
                      .formatted(version.number(), reasons(e)),
                  "mend what it says, or save another version on the page of the cameras"));
      return own;
    }
  }

  /** The configuration to run with, unless one of the collector's is on trial. */
  public synchronized AgentConfig present() {
    return present;
  }

  /** Number of the newest version. */
  public synchronized int newest() {
    return versions.newest().orElseThrow().number();
  }

  /** Number of the version that the agent has. */
  public synchronized int inForce() {
    return inForce;
  }

  public Versions versions() {
    return versions;
  }

  /** The version that changed on the page what the collector wants; empty when none did. */
  public synchronized Optional<Version> changedHere() {
    return versions.newest().filter(version -> version.origin() == Origin.PAGE);
  }

  /** What keeps the newest version from being in force, or somebody's changes from taking hold. */
  public synchronized List<Trouble> troubles() {
    Optional<Trouble> hand =
        fileChanged
            ? Optional.of(
                new Trouble(
                    "%s was changed by hand, and version %d is in force instead"
                        .formatted(file.toAbsolutePath(), newest()),
                    "take the file over on the page of the cameras, or change it there"))
            : Optional.empty();
    return Stream.of(trouble, hand).flatMap(Optional::stream).toList();
  }

  public synchronized boolean fileChanged() {
    return fileChanged;
  }

  /** The configuration that the agent is to go over to; each is handed out once. */
  public synchronized Optional<AgentConfig> takePending() {
    Optional<AgentConfig> taken = pending;
    pending = Optional.empty();
    taken.ifPresent(_ -> inForce = newest());
    return taken;
  }

  /** The agent starts anew with what is newest. */
  public synchronized AgentConfig restarted() {
    pending = Optional.empty();
    inForce = newest();
    return present;
  }

  /**
   * The agent does not start with the newest version: one that ran before is newest again.
   *
   * @param good the configuration that ran last
   */
  public synchronized void fallBack(AgentConfig good, String reason) {
    Version failed = versions.newest().orElseThrow();
    trouble =
        Optional.of(
            new Trouble(
                "version %d did not start, the one before is in force again: %s"
                    .formatted(failed.number(), reason),
                "change what it says and save again"));
    put(
        Origin.PAGE,
        "this box",
        "back from version %d, which did not start".formatted(failed.number()),
        good,
        failed.file());
    pending = Optional.empty();
  }

  /** What the collector wanted has proved itself. */
  public synchronized void collectorApplied(AgentConfig config, long serial) {
    String what = Changes.between(present, config);
    trouble = Optional.empty();
    put(
        Origin.COLLECTOR,
        "the collector, serial " + serial,
        what.isEmpty() ? "nothing else than before" : what,
        config,
        versions.newest().orElseThrow().file());
    inForce = newest();
    pending = Optional.empty();
  }

  /** Looks at a change of the cameras without making it. */
  public synchronized Checked check(ArrayNode cameras) {
    Draft draft = new Draft(present, secrets);
    try {
      Draft.Read read = draft.read(cameras, reader, file);
      return new Checked(
          read.complaints(),
          read.config().stream()
              .flatMap(config -> config.warnings().stream())
              .map(Complaint::of)
              .toList(),
          read.config().map(config -> Changes.between(present, config)).orElse(""),
          read.config().map(config -> !present.leadsTo(config)).orElse(false));
    } finally {
      draft.forget();
    }
  }

  /**
   * How a floor is measured, read and checked. Immutable.
   *
   * @param floor empty when something is wrong
   */
  record MeasuredFloor(
      Optional<Calibration> floor, List<Complaint> problems, List<Complaint> warnings) {
    MeasuredFloor {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }
  }

  /** Reads how a floor is measured, as a camera's key has it, and changes nothing. */
  public synchronized MeasuredFloor floor(ObjectNode floor) {
    ObjectNode camera = floor.objectNode().put("id", "one").put("source", "/dev/video0");
    camera.putArray("lines");
    camera.set("floor", floor);
    try {
      AgentConfig config =
          reader
              .withoutSources()
              .read(file, ConfigWriter.writeHead(present) + "cameras: [" + camera + "]\n");
      return new MeasuredFloor(
          config.cameras().getFirst().floor(),
          List.of(),
          config.warnings().stream().map(Setup::ofFloor).toList());
    } catch (ConfigException e) {
      return new MeasuredFloor(
          Optional.empty(), e.problems().stream().map(Setup::ofFloor).toList(), List.of());
    }
  }

  private static Complaint ofFloor(Problem problem) {
    Complaint whole = Complaint.of(problem);
    return new Complaint(whole.field().replace("cameras[0].", ""), whole.text(), whole.cure());
  }

  /**
   * Changes the cameras.
   *
   * @param base number of the version that whoever changed them began from
   * @param by where they came from
   */
  public synchronized Outcome save(int base, ArrayNode cameras, String by) {
    Optional<Outcome> refusal = refusal(base);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Draft draft = new Draft(present, secrets);
    boolean kept = false;
    try {
      Draft.Read read = draft.read(cameras, reader, file);
      if (read.config().isEmpty()) {
        return new Outcome.Wrong(read.complaints());
      }
      Outcome outcome = change(read.config().get(), by, "");
      kept = outcome instanceof Outcome.Saved;
      return outcome;
    } finally {
      if (!kept) {
        draft.forget();
      }
    }
  }

  /** Makes an earlier version the newest. */
  public synchronized Outcome restore(int base, Version earlier, String by) {
    Optional<Outcome> refusal = refusal(base);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    try {
      return change(
          reader.read(file, earlier.text()),
          by,
          "back to version %d: ".formatted(earlier.number()));
    } catch (ConfigException e) {
      return wrong(e);
    }
  }

  /** Makes what the box's own file says the newest version. */
  public synchronized Outcome takeFile(int base, String by) {
    Optional<Outcome> refusal = refusal(base);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    try {
      AgentConfig own = reader.read(file);
      String what = Changes.between(present, own);
      boolean restarts = !present.leadsTo(own);
      Version version = put(Origin.FILE, by, "the file taken over: " + what, own, print(own));
      fileChanged = false;
      trouble = Optional.empty();
      pending = Optional.of(own);
      return new Outcome.Saved(version, restarts);
    } catch (ConfigException e) {
      return wrong(e);
    }
  }

  private Optional<Outcome> refusal(int base) {
    if (onTrial.getAsBoolean()) {
      return Optional.of(
          new Outcome.Busy(
              "a configuration of the collector is being tried",
              "wait for two minutes, then load the page again"));
    }
    return base == newest()
        ? Optional.empty()
        : Optional.of(new Outcome.Stale(versions.since(base)));
  }

  private Outcome change(AgentConfig next, String by, String prefix) {
    String what = Changes.between(present, next);
    if (what.isEmpty() && trouble.isEmpty()) {
      return new Outcome.Same(versions.newest().orElseThrow());
    }
    boolean restarts = !present.leadsTo(next);
    String file = versions.newest().orElseThrow().file();
    Version version =
        put(Origin.PAGE, by, prefix + (what.isEmpty() ? "saved again" : what), next, file);
    trouble = Optional.empty();
    pending = Optional.of(next);
    return new Outcome.Saved(version, restarts);
  }

  private Version put(Origin origin, String by, String what, AgentConfig config, String print) {
    Version version = versions.add(origin, by, what, ConfigWriter.write(config), print);
    present = config;
    secrets.prune(versions.list().stream().map(Version::text).toList());
    LOG.log(
        Level.INFO, "version {0} of the configuration, from {1}: {2}", version.number(), by, what);
    return version;
  }

  /** What a version measured; empty when it cannot be read any more. */
  public Optional<List<Scene>> scenes(int number) {
    return versions.get(number).flatMap(this::read).map(AgentConfig::scenes);
  }

  private Optional<AgentConfig> read(Version version) {
    try {
      return Optional.of(reader.withoutSources().read(file, version.text()));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  private static Outcome wrong(ConfigException e) {
    return new Outcome.Wrong(e.problems().stream().map(Complaint::of).toList());
  }

  private static String reasons(ConfigException e) {
    return e.problems().stream()
        .limit(MOST_REASONS)
        .map(Problem::message)
        .collect(Collectors.joining("; "));
  }

  private static String print(AgentConfig config) {
    return fingerprint(ConfigWriter.write(config));
  }

  private static String fingerprint(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
