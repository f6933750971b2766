package io.headcount.edge.doctor;

import io.headcount.edge.capture.CameraProbe;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.capture.VideoLibraries;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.config.StatusConfig;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.ModelTrial;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalOptions;
import io.headcount.edge.journal.SteadyClock;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.edge.model.ModelFormat;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.ClockCheck;
import io.headcount.program.doctor.ConfigCheck;
import io.headcount.program.doctor.DataCheck;
import io.headcount.program.settings.ConfigException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Knows what to look at on a box. Immutable. */
public final class Doctor {
  private static final DataCheck.Reserve RESERVE =
      new DataCheck.Reserve(JournalOptions.DEFAULT.reserve(), "nothing is recorded any more");
  private final ConfigReader reader;
  private final ModelDirectories models;
  private final InstantSource clock;
  private final LongSupplier ticker;

  /**
   * @param reader reads the configuration and knows the usual data directory
   * @param models where the catalogues lie
   * @param ticker nanoseconds that never run backwards
   */
  public Doctor(
      ConfigReader reader, ModelDirectories models, InstantSource clock, LongSupplier ticker) {
    this.reader = reader;
    this.models = models;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * The checks of this box; none of them changes anything that stays.
   *
   * @param file the agent's configuration; without one, and with one that cannot be used, the
   *     defaults are looked at and no camera
   */
  public List<Check> checks(Optional<Path> file) {
    List<Check> checks = new ArrayList<>();
    Optional<AgentConfig> config = file.flatMap(path -> read(path, checks));
    Path data = config.map(AgentConfig::dataDirectory).orElseGet(reader::stateDirectory);
    box(checks);
    data(data, clock, ticker, checks);
    StatusConfig status = config.map(AgentConfig::status).orElseGet(StatusConfig::defaults);
    checks.add(new PortCheck(status));
    checks.add(new PageCheck(status, data, clock));
    checks.add(new VideoCheck(VideoLibraries::load));
    inference(config.map(AgentConfig::detector), checks);
    for (CameraConfig camera : config.map(AgentConfig::cameras).orElse(List.of())) {
      checks.add(new CameraCheck(camera, () -> holder(data).isPresent(), Doctor::probe));
    }
    return checks;
  }

  /**
   * What can be looked at beside an agent that counts: all but the engines, which take processor
   * and memory, and the cameras, which it has open.
   */
  public static List<Check> beside(
      AgentConfig config, ModelDirectories models, InstantSource clock, LongSupplier ticker) {
    List<Check> checks = new ArrayList<>();
    box(checks);
    data(config.dataDirectory(), clock, ticker, checks);
    checks.add(new PortCheck(config.status()));
    checks.add(new PageCheck(config.status(), config.dataDirectory(), clock));
    checks.add(new CatalogCheck(models));
    return checks;
  }

  private Optional<AgentConfig> read(Path file, List<Check> checks) {
    try {
      AgentConfig config = reader.read(file);
      checks.add(new ConfigCheck(file, List.of(), config.warnings()));
      return Optional.of(config);
    } catch (ConfigException e) {
      checks.add(new ConfigCheck(file, e.problems(), e.warnings()));
      return Optional.empty();
    }
  }

  private static void box(List<Check> checks) {
    checks.add(JavaCheck.ofThisProcess());
    checks.add(PrivacyCheck.ofThisProcess());
    checks.add(MachineCheck.ofThisMachine());
  }

  private static void data(
      Path data, InstantSource clock, LongSupplier ticker, List<Check> checks) {
    checks.add(new AgentCheck(() -> holder(data)));
    checks.add(new DataCheck(data, System.getProperty("user.name", ""), DataCheck::disk, RESERVE));
    checks.add(new JournalCheck(data, clock, ticker));
    checks.add(new SqliteCheck(data));
    checks.add(new DatabaseCheck(data.resolve("state.db")));
    checks.add(
        new ClockCheck(
            clock, SteadyClock.saved(data.resolve("time.mark")), ClockCheck::timedatectl));
  }

  private void inference(Optional<DetectorOptions> detector, List<Check> checks) {
    String model = detector.map(DetectorOptions::model).orElse(DetectorOptions.STANDARD_MODEL);
    checks.add(new CatalogCheck(models));
    // fewer bits are a matter of the file, not of another engine
    for (ModelFormat format : List.of(ModelFormat.ONNX, ModelFormat.TORCHSCRIPT)) {
      checks.add(
          new EngineCheck(
              models, model, format, (entry, file) -> ModelTrial.run(entry, file, ticker)));
    }
    detector.ifPresent(
        options ->
            checks.add(
                new DetectorCheck(
                    options, asked -> DjlDetector.open(ModelCatalog.read(models), asked))));
  }

  private static Optional<String> holder(Path data) {
    return Journal.holder(data.resolve("journal"));
  }

  private static CameraProbe.Report probe(VideoSource source) {
    Ticker ticker = Ticker.system();
    return new CameraProbe(VideoSources.system(), ticker).probe(source, CaptureOptions.DEFAULT);
  }
}
