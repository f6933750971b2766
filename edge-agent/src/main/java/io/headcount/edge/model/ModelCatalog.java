package io.headcount.edge.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The models this box may load: the shipped ones and its owner's. Immutable. */
public final class ModelCatalog {
  static final String FILE = "catalog.yaml";

  private final Map<String, ModelEntry> entries;

  private ModelCatalog(Map<String, ModelEntry> entries) {
    this.entries = entries;
  }

  /**
   * Reads both catalogues; one that is not there has no models. Weights are not read.
   *
   * @throws ModelException that tells everything that is wrong, each with file and line
   */
  public static ModelCatalog read(ModelDirectories directories) {
    List<String> problems = new ArrayList<>();
    Map<String, ModelEntry> entries = new LinkedHashMap<>();
    add(directories.shipped(), false, entries, problems);
    add(directories.own(), true, entries, problems);
    if (!problems.isEmpty()) {
      throw ModelException.of(problems);
    }
    return new ModelCatalog(entries);
  }

  private static void add(
      Path directory, boolean own, Map<String, ModelEntry> entries, List<String> problems) {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return;
    }
    for (ModelEntry entry : new CatalogReader(directory, own, problems).read()) {
      if (entries.putIfAbsent(entry.id(), entry) != null) {
        problems.add(file + ": model '" + entry.id() + "' is there twice: give one another id");
      }
    }
  }

  /** In the order of the files, the shipped ones first. */
  public List<ModelEntry> entries() {
    return List.copyOf(entries.values());
  }

  /**
   * The model of this id.
   *
   * @throws ModelException that names the models there are
   */
  public ModelEntry get(String id) {
    ModelEntry entry = entries.get(id);
    if (entry == null) {
      String known = entries.keySet().stream().collect(Collectors.joining(", "));
      throw new ModelException(
          "there is no model '%s': %s"
              .formatted(
                  id, known.isEmpty() ? "the catalogue is empty" : "the catalogue has " + known));
    }
    return entry;
  }
}
