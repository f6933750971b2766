package io.headcount.edge.detect;

import ai.djl.engine.Engine;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelFile;
import io.headcount.edge.model.ModelFormat;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * How fast a model's engines were on this machine, kept for {@code engine: auto}. Immutable.
 *
 * @param all at least one, the fastest first
 */
public record MeasuredEngines(List<MeasuredEngine> all) {
  private static final Logger LOG = System.getLogger(MeasuredEngines.class.getName());
  private static final String MEASURED = "measured.";
  private static final int MOST = 100;

  /** Of what was measured with nothing beside it: cameras are decoded on the same cores. */
  private static final double SHARE = 0.6;

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  public MeasuredEngines {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    all =
        all.stream()
            .sorted(Comparator.comparingDouble(MeasuredEngine::framesPerSecond).reversed())
            .toList();
  }

  /** Where this user's measurements are kept. */
  public static Path standardFolder() {
    return OnnxRuntimeLibraries.cache(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** The fastest of all. */
  public MeasuredEngine fastest() {
    return all.getFirst();
  }

  /**
   * The fastest that computes with all the bits of the model, if it is fast enough; else the
   * fastest of all that may stand for it.
   *
   * @param looks frames a second that are to be looked at
   */
  public Optional<MeasuredEngine> enough(ModelEntry model, double looks) {
    List<ModelFormat> allowed = model.exchangeable();
    List<ModelFormat> exact = allowed.stream().filter(format -> !format.reduced()).toList();
    return all.stream()
        .filter(one -> one.framesPerSecond() * SHARE >= looks && one.runsOneOf(exact))
        .findFirst()
        .or(() -> all.stream().filter(one -> one.runsOneOf(allowed)).findFirst());
  }

  /** Whether these options leave open what measuring decides. */
  public static boolean decide(DetectorOptions options) {
    return options.engine() == EngineChoice.AUTO && EnginePlan.onProcessor(options.device());
  }

  /**
   * Keeps them until the next measurement of this model; a machine, model, input or library that
   * changes makes it void.
   *
   * @throws DetectorException when the folder cannot be written
   */
  public void keep(Path folder, ModelEntry model) {
    Properties kept = new Properties();
    kept.setProperty("on", conditions(model));
    for (int i = 0; i < all.size(); i++) {
      kept.setProperty(MEASURED + i, all.get(i).text());
    }
    Path file = file(folder, model);
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "engine-", ".part");
      try (Writer out = Files.newBufferedWriter(part)) {
        kept.store(out, "engine, frames at once, threads, frames a second: " + model.name());
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new DetectorException(
          "%s cannot be written (%s): make its folder writable, or name the engine in the configuration"
              .formatted(file, e),
          e);
    }
  }

  /** What was measured for this model under the present conditions. */
  public static Optional<MeasuredEngines> kept(Path folder, ModelEntry model) {
    Path file = file(folder, model);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    Properties kept = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      kept.load(in);
      if (!conditions(model).equals(kept.getProperty("on"))) {
        LOG.log(Level.INFO, "{0} was measured under other conditions and is not used", file);
        return Optional.empty();
      }
      return Optional.of(
          new MeasuredEngines(
              IntStream.range(0, MOST)
                  .mapToObj(i -> kept.getProperty(MEASURED + i))
                  .takeWhile(Objects::nonNull)
                  .map(MeasuredEngine::parse)
                  .toList()));
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "{0} cannot be used ({1}): delete it", file, e.toString());
      return Optional.empty();
    }
  }

  private static Path file(Path folder, ModelEntry model) {
    return folder.resolve(
        "engine-%s-%d.properties".formatted(model.id(), model.input().longSide()));
  }

  private static String conditions(ModelEntry model) {
    int files =
        model.exchangeable().stream()
            .map(format -> model.file(format).map(ModelFile::sha256).orElse(""))
            .toList()
            .hashCode();
    return "%s (files %08x), %d cores of %s (%s), input %d, libraries %s"
        .formatted(
            model.name(),
            files,
            Runtime.getRuntime().availableProcessors(),
            processor(),
            System.getProperty("os.arch"),
            model.input().longSide(),
            Engine.getDjlVersion());
  }

  private static String processor() {
    try {
      return Files.readString(PROCESSOR)
          .lines()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("a processor without a name");
    } catch (IOException _) {
      return "an unknown processor";
    }
  }
}
