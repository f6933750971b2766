package io.headcount.edge.cli;

import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.agent.EdgeAgent;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DeviceChoice;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.edge.model.InputSpec;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which model runs, and how; each flag stands above the configuration. */
final class DetectorFlags {
  @Option(names = "--model", paramLabel = "ID", description = "Model of the catalogue.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description = "auto, onnxruntime, onnxruntime_int8 or pytorch.")
  private Optional<String> engine = Optional.empty();

  @Option(names = "--device", paramLabel = "DEVICE", description = "auto, cpu or gpu:N.")
  private Optional<String> device = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads inside one inference; 0 takes all cores, for several frames at once.")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--long-side",
      paramLabel = "PIXELS",
      description =
          "Long side of the picture in the network, a multiple of 32 "
              + "(default: by how tall the people are at the beginning).")
  private Optional<Integer> longSide = Optional.empty();

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Your own models (default: headcount/models in your data directory).")
  private Optional<Path> models = Optional.empty();

  DetectorOptions over(DetectorOptions configured) {
    return new DetectorOptions(
        model.orElse(configured.model()),
        engine.map(EngineChoice::parse).orElse(configured.engine()),
        device.map(DeviceChoice::parse).orElse(configured.device()),
        threads.orElse(configured.threads()),
        longSide.or(configured::longSide));
  }

  ModelDirectories directories() {
    return directories(models);
  }

  /** The shipped models, and the owner's own in this folder or the usual one. */
  static ModelDirectories directories(Optional<Path> models) {
    Path home = Path.of(System.getProperty("headcount.home", "."));
    ModelDirectories standard = ModelDirectories.standard(home, System.getenv());
    return models.map(standard::withOwn).orElse(standard);
  }

  Opened open(DetectorOptions configured) {
    DetectorOptions options = over(configured);
    ModelCatalog catalog = ModelCatalog.read(directories());
    TrackerOptions tracking = EdgeAgent.trackerOptions(catalog.get(options.model()).thresholds());
    // several frames side by side are sooner done than one after the other on all threads
    boolean free = options.threads() == 0;
    int lanes = free ? Runtime.getRuntime().availableProcessors() : 1;
    DjlDetector detector =
        DjlDetector.open(catalog, free ? options.withThreads(1) : options, lanes);
    InputSpec input = options.fed(catalog).input();
    return new Opened(
        detector, tracking, lanes, input, options.longSide().isEmpty() && !input.square());
  }

  /**
   * A detector and how to use it.
   *
   * @param tracking with its scores
   * @param lanes how many frames it looks at side by side
   * @param input what it is shown, unless that is left to the people who are seen
   * @param free whether it is left to them
   */
  record Opened(
      Detector detector, TrackerOptions tracking, int lanes, InputSpec input, boolean free) {
    /** The same with a detector around this one. */
    Opened with(Detector other) {
      return new Opened(other, tracking, lanes, input, free);
    }
  }
}
