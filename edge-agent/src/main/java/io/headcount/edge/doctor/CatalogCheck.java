package io.headcount.edge.doctor;

import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelException;
import io.headcount.edge.model.ModelFile;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.time.Duration;
import java.util.List;

/** Every file of the catalogue is there and is the one that was catalogued. */
final class CatalogCheck implements Check {
  private final ModelDirectories directories;

  CatalogCheck(ModelDirectories directories) {
    this.directories = directories;
  }

  @Override
  public String name() {
    return "models";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Finding run() {
    try {
      List<ModelEntry> models = ModelCatalog.read(directories).entries();
      if (models.isEmpty()) {
        return Finding.fail(
            name(),
            "the catalogue is empty",
            "put the folder models back at " + directories.shipped().toAbsolutePath().normalize());
      }
      List<ModelFile> files =
          models.stream().flatMap(model -> model.files().values().stream()).toList();
      files.forEach(ModelFile::verify);
      return Finding.ok(
          name(),
          "models: %d, files: %d, checksums as catalogued".formatted(models.size(), files.size()));
    } catch (ModelException e) {
      return Finding.fail(name(), "the catalogue cannot be used", String.valueOf(e.getMessage()));
    }
  }
}
