package io.headcount.edge.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Writes the owner's catalogue. One writer at a time: a person at the command line. Files appear
 * whole or not at all.
 */
public final class OwnModels {
  private static final String HEADER =
      "# Models of this box's owner, written by 'headcount-agent model add'."
          + System.lineSeparator();

  private final ModelDirectories directories;

  public OwnModels(ModelDirectories directories) {
    this.directories = directories;
  }

  /**
   * Copies the entry's files beside the owner's catalogue and adds the entry to it.
   *
   * @return the entry with its files where they lie now
   * @throws ModelException when the id is taken, or something cannot be written
   */
  public ModelEntry add(ModelEntry entry) {
    boolean taken =
        ModelCatalog.read(directories).entries().stream().anyMatch(e -> e.id().equals(entry.id()));
    if (taken) {
      throw new ModelException("model '" + entry.id() + "' is there already: choose another id");
    }
    Path directory = directories.own();
    try {
      Files.createDirectories(directory);
      Map<ModelFormat, ModelFile> copies = new EnumMap<>(ModelFormat.class);
      for (Map.Entry<ModelFormat, ModelFile> file : entry.files().entrySet()) {
        Path copy = directory.resolve(entry.id() + file.getKey().suffix());
        copies.put(file.getKey(), copy(file.getValue(), copy));
      }
      ModelEntry added = entry.withFiles(copies);
      write(directory.resolve(ModelCatalog.FILE), added);
      return added;
    } catch (IOException e) {
      throw new ModelException(
          "%s: cannot write: %s: check its permissions and the space left"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  private static ModelFile copy(ModelFile from, Path to) throws IOException {
    Path part = Files.createTempFile(to.toAbsolutePath().getParent(), "model", ".part");
    try {
      Files.copy(from.path(), part, StandardCopyOption.REPLACE_EXISTING);
      ModelFile copied = new ModelFile(part, from.sha256());
      copied.verify();
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
      return new ModelFile(to, from.sha256(), from.ap50());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(Path catalog, ModelEntry added) throws IOException {
    List<Object> models = new ArrayList<>();
    if (Files.exists(catalog)) {
      Object root =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(catalog));
      if (root instanceof Map<?, ?> map && map.get("models") instanceof List<?> list) {
        models.addAll(list);
      }
    }
    models.add(asMap(added));
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setIndent(2).build();
    String text = HEADER + new Dump(settings).dumpToString(Map.of("models", models));
    Path part = Files.createTempFile(catalog.toAbsolutePath().getParent(), "catalog", ".part");
    try {
      Files.writeString(part, text);
      Files.move(part, catalog, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Map<String, Object> asMap(ModelEntry entry) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", entry.id());
    map.put("version", entry.version());
    map.put("licence", entry.licence().spdx());
    if (entry.licence().accepted()) {
      map.put("accept_licence", true);
    }
    map.put("head", entry.head().key());
    Map<String, Object> files = new LinkedHashMap<>();
    for (ModelFormat format : ModelFormat.values()) {
      entry
          .file(format)
          .ifPresent(
              file ->
                  files.put(
                      format.key(),
                      ordered(
                          "path", file.path().getFileName().toString(), "sha256", file.sha256())));
    }
    map.put("files", files);
    map.put("input", asMap(entry.input()));
    map.put("labels", ordered("count", entry.classes(), "person", entry.person()));
    Thresholds thresholds = entry.thresholds();
    Map<String, Object> scores = ordered("confirm", thresholds.confirm(), "low", thresholds.low());
    scores.put("nms", thresholds.nms());
    map.put("thresholds", scores);
    return map;
  }

  private static Map<String, Object> asMap(InputSpec input) {
    Map<String, Object> map = ordered("long_side", input.longSide(), "multiple", input.multiple());
    map.put("square", input.square());
    map.put("channels", input.channels().name().toLowerCase(Locale.ROOT));
    map.put("scale", input.scale());
    map.put("mean", input.mean());
    map.put("std", input.std());
    return map;
  }

  private static Map<String, Object> ordered(
      String first, Object firstValue, String second, Object secondValue) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(first, firstValue);
    map.put(second, secondValue);
    return map;
  }
}
