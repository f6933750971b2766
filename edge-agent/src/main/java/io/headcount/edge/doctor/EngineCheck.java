package io.headcount.edge.doctor;

import io.headcount.edge.detect.DetectorException;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.edge.detect.ModelTrial;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelException;
import io.headcount.edge.model.ModelFormat;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.time.Duration;
import java.util.function.BiFunction;

/** One engine loads the model and runs it once on the processor. */
final class EngineCheck implements Check {
  private final ModelDirectories directories;
  private final String model;
  private final ModelFormat format;
  private final BiFunction<ModelEntry, ModelFormat, ModelTrial> trial;

  /**
   * @param model its id in the catalogue
   * @param trial runs it
   */
  EngineCheck(
      ModelDirectories directories,
      String model,
      ModelFormat format,
      BiFunction<ModelEntry, ModelFormat, ModelTrial> trial) {
    this.directories = directories;
    this.model = model;
    this.format = format;
    this.trial = trial;
  }

  @Override
  public String name() {
    return EngineChoice.of(format).key();
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Finding run() {
    try {
      ModelEntry entry = ModelCatalog.read(directories).get(model);
      if (entry.file(format).isEmpty()) {
        return Finding.warn(
            name(),
            "not tried: model %s has no %s file".formatted(model, format.key()),
            "use another engine with this model, or add the file with 'model add'");
      }
      ModelTrial done = trial.apply(entry, format);
      return Finding.ok(
          name(),
          "%s runs %s: loaded in %d ms, one picture in %d ms"
              .formatted(
                  done.engine(), model, done.load().toMillis(), done.inference().toMillis()));
    } catch (ModelException | DetectorException | LinkageError e) {
      return Finding.fail(name(), "does not run " + model, String.valueOf(e.getMessage()));
    }
  }
}
