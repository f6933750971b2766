package io.headcount.edge.agent;

import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorInfo;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.Lanes;
import io.headcount.edge.measure.FirstStart;
import io.headcount.edge.model.InputSpec;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.pipeline.InferenceThreads;
import io.headcount.edge.pipeline.Turns;
import java.util.Optional;

/** What finds people, what it wants to be shown, and how they are followed. Immutable. */
record Vision(Detector detector, InputSpec input, TrackerOptions tracking) {
  /** A second, near a line. */
  private static final double USUAL_LOOKS = 10;

  /** Begins to open it, which takes a while; a box without a camera that is enabled needs none. */
  static Optional<Vision> begin(
      AgentConfig config, ModelDirectories models, FirstStart firstStart, Shutdown shutdown) {
    if (config.cameras().stream().noneMatch(CameraConfig::enabled)) {
      return Optional.empty();
    }
    ModelCatalog catalog = ModelCatalog.read(models);
    ModelEntry model = catalog.get(config.detector().model());
    Lanes lanes =
        Lanes.of(
            cores(config),
            (int) config.cameras().stream().filter(CameraConfig::enabled).count(),
            config.detector().threads());
    InferenceThreads detector =
        InferenceThreads.start(
            () -> {
              DetectorOptions options =
                  firstStart.settled(catalog, config.detector(), looks(config));
              return DjlDetector.open(catalog, options.withThreads(lanes.threads()), lanes.count());
            });
    shutdown.add("detector", detector::close);
    return Optional.of(
        new Vision(detector, model.input(), EdgeAgent.trackerOptions(model.thresholds())));
  }

  /**
   * Frames a second that all cameras want looked at when something happens on all, if detection had
   * the whole machine.
   */
  private static double looks(AgentConfig config) {
    double share = cores(config) / Runtime.getRuntime().availableProcessors();
    return config.cameras().stream()
            .filter(CameraConfig::enabled)
            .mapToDouble(camera -> camera.rate().orElse(USUAL_LOOKS))
            .sum()
        / share;
  }

  /** How cameras share it, once it is there. What a graphics processor does takes no core. */
  Turns turns(AgentConfig config, Ticker ticker) {
    DetectorInfo info = detector.info();
    int threads = info.device().startsWith("gpu") ? 0 : info.threads();
    return new Turns(new Turns.Budget(cores(config), info.lanes(), threads), ticker);
  }

  /** What detection may use of this machine. */
  private static double cores(AgentConfig config) {
    int there = Runtime.getRuntime().availableProcessors();
    return Math.min(there, config.budget().coresOf(there));
  }
}
