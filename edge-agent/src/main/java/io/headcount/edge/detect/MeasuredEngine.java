package io.headcount.edge.detect;

import ai.djl.engine.Engine;
import io.headcount.edge.model.ModelEntry;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What was fastest for a model on this machine, kept for {@code engine: auto}. Immutable.
 *
 * @param engine not {@link EngineChoice#AUTO}
 * @param threads inside one inference
 * @param framesPerSecond as measured
 */
public record MeasuredEngine(EngineChoice engine, int threads, double framesPerSecond) {
  private static final Logger LOG = System.getLogger(MeasuredEngine.class.getName());
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  public MeasuredEngine {
    if (engine == EngineChoice.AUTO || threads < 1) {
      throw new IllegalArgumentException(
          "engine %s with %d threads cannot have been measured".formatted(engine.key(), threads));
    }
  }

  /** Where this user's measurements are kept. */
  public static Path standardFolder() {
    return OnnxRuntimeLibraries.cache(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * Keeps it until the next measurement of this model; a machine, model, input or library that
   * changes makes it void.
   *
   * @throws DetectorException when the folder cannot be written
   */
  public void keep(Path folder, ModelEntry model) {
    Properties kept = new Properties();
    kept.setProperty("on", conditions(model));
    kept.setProperty("engine", engine.key());
    kept.setProperty("threads", String.valueOf(threads));
    kept.setProperty("frames_per_second", String.valueOf(framesPerSecond));
    Path file = file(folder, model);
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "engine-", ".part");
      try (Writer out = Files.newBufferedWriter(part)) {
        kept.store(out, "the fastest engine for " + model.name());
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
  static Optional<MeasuredEngine> kept(Path folder, ModelEntry model) {
    Path file = file(folder, model);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    Properties kept = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      kept.load(in);
      if (!conditions(model).equals(kept.getProperty("on"))) {
        LOG.log(
            Level.INFO,
            "{0} was measured under other conditions and is not used: measure again with 'headcount-agent bench'",
            file);
        return Optional.empty();
      }
      return Optional.of(
          new MeasuredEngine(
              EngineChoice.parse(kept.getProperty("engine", "")),
              Integer.parseInt(kept.getProperty("threads", "")),
              Double.parseDouble(kept.getProperty("frames_per_second", ""))));
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "{0} cannot be used ({1}): delete it", file, e.toString());
      return Optional.empty();
    }
  }

  private static Path file(Path folder, ModelEntry model) {
    return folder.resolve("engine-" + model.id() + ".properties");
  }

  private static String conditions(ModelEntry model) {
    return "%s, %d cores of %s (%s), input %d, libraries %s"
        .formatted(
            model.name(),
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
