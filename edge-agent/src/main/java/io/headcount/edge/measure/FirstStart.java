package io.headcount.edge.measure;

import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.DetectorException;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.edge.detect.MeasuredEngine;
import io.headcount.edge.detect.MeasuredEngines;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelFormat;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures a model's engines before it runs on a machine for the first time, and keeps what it
 * found for {@code engine: auto}. Thread-safe.
 *
 * <p>Only ONNX Runtime is measured, with each of the model's files for it: PyTorch's library would
 * stay in memory after it was tried, and can be told its threads only once.
 */
public final class FirstStart {
  private static final Logger LOG = System.getLogger(FirstStart.class.getName());
  private static final Duration LOOK = Duration.ofMillis(350);
  private static final Duration WARM_UP = Duration.ofMillis(120);

  /** When so long has passed, nothing more is begun. */
  private static final Duration ENOUGH = Duration.ofSeconds(3);

  private final Path folder;
  private final LongSupplier ticker;
  private volatile OptionalLong begun = OptionalLong.empty();

  /**
   * What looks took on average, of what the shortest ones did: less, and other work was in the way.
   */
  private static final double UNDISTURBED = 0.7;

  /** Frames at a time, and threads for each. */
  private record Shape(int lanes, int threads) {}

  /** An engine in one shape, and whether other work was in the way. */
  private record Trial(MeasuredEngine engine, boolean disturbed) {}

  /**
   * @param folder where measurements are kept
   * @param ticker nanoseconds that never run backwards
   */
  public FirstStart(Path folder, LongSupplier ticker) {
    this.folder = folder;
    this.ticker = ticker;
  }

  /** Since when it is being measured; empty while nothing is. */
  public Optional<Duration> lasting() {
    OptionalLong since = begun;
    return since.isPresent()
        ? Optional.of(Duration.ofNanos(ticker.getAsLong() - since.getAsLong()))
        : Optional.empty();
  }

  /**
   * Measures for some seconds if nothing is known, and decides.
   *
   * @param looks frames a second that all cameras together want looked at
   * @return the options to open the detector with
   */
  public DetectorOptions settled(ModelCatalog catalog, DetectorOptions options, double looks) {
    if (!MeasuredEngines.decide(options)) {
      return options;
    }
    ModelEntry model = options.fed(catalog);
    Optional<MeasuredEngine> chosen =
        MeasuredEngines.kept(folder, model)
            .or(() -> measured(catalog, options))
            .flatMap(measured -> measured.enough(model, looks));
    chosen.ifPresent(
        engine ->
            LOG.log(
                Level.INFO,
                "engine auto: {0} for {1} looks a second",
                engine.words(),
                Math.round(looks)));
    return chosen.map(engine -> options.withEngine(engine.engine())).orElse(options);
  }

  private Optional<MeasuredEngines> measured(ModelCatalog catalog, DetectorOptions options) {
    List<EngineChoice> engines =
        catalog.get(options.model()).exchangeable().stream()
            .filter(format -> format != ModelFormat.TORCHSCRIPT)
            .map(EngineChoice::of)
            .toList();
    if (engines.size() < 2) {
      return Optional.empty();
    }
    LOG.log(Level.INFO, "measuring which engine is fastest on this machine: once, some seconds");
    begun = OptionalLong.of(ticker.getAsLong());
    try {
      List<Trial> trials = trials(catalog, options, engines);
      return trials.isEmpty() ? Optional.empty() : Optional.of(kept(options.fed(catalog), trials));
    } finally {
      begun = OptionalLong.empty();
    }
  }

  private List<Trial> trials(
      ModelCatalog catalog, DetectorOptions options, List<EngineChoice> engines) {
    List<Trial> trials = new ArrayList<>();
    for (Shape shape : shapes(options.threads())) {
      if (!trials.isEmpty() && lasting().filter(d -> d.compareTo(ENOUGH) < 0).isEmpty()) {
        break;
      }
      for (EngineChoice engine : engines) {
        try {
          trials.addAll(
              trials(catalog, options.withEngine(engine).withThreads(shape.threads()), shape));
        } catch (DetectorException e) {
          LOG.log(Level.WARNING, "{0} is not measured: {1}", engine.key(), e.getMessage());
        }
      }
    }
    return trials;
  }

  /** What many cameras ask for first, then what one alone does. */
  private static List<Shape> shapes(int threads) {
    int lanes = Math.min(EngineBench.CORES, EngineBench.MOST_LANES);
    if (threads != 0) {
      return List.of(new Shape(1, threads));
    }
    return lanes == 1
        ? List.of(new Shape(1, 1))
        : List.of(new Shape(lanes, 1), new Shape(1, EngineBench.CORES));
  }

  /** All lanes at once, and one of them alone. */
  private List<Trial> trials(ModelCatalog catalog, DetectorOptions options, Shape shape) {
    try (DjlDetector detector = DjlDetector.openUnsaid(catalog, options, shape.lanes());
        Frame frame = new BenchPictures(Optional.empty()).first()) {
      EngineBench.look(detector, frame, shape.lanes(), WARM_UP, ticker); // the first ones are slow
      return IntStream.of(shape.lanes(), 1)
          .distinct()
          .mapToObj(
              lanes -> {
                EngineBench.Rate rate = EngineBench.look(detector, frame, lanes, LOOK, ticker);
                return new Trial(
                    new MeasuredEngine(options.engine(), lanes, shape.threads(), rate.atBest()),
                    rate.onAverage() < UNDISTURBED * rate.atBest());
              })
          .toList();
    }
  }

  private MeasuredEngines kept(ModelEntry model, List<Trial> trials) {
    MeasuredEngines measured = new MeasuredEngines(trials.stream().map(Trial::engine).toList());
    LOG.log(
        Level.INFO,
        "fastest on this machine: {0}",
        measured.all().stream().map(MeasuredEngine::words).collect(Collectors.joining("; then ")));
    if (trials.stream().anyMatch(Trial::disturbed)) {
      LOG.log(Level.INFO, "other work was in the way: the next start measures again");
      return measured;
    }
    try {
      measured.keep(folder, model);
    } catch (DetectorException e) {
      LOG.log(Level.WARNING, "the next start measures again: {0}", e.getMessage());
    }
    return measured;
  }
}
