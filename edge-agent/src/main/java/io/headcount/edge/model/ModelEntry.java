package io.headcount.edge.model;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model this box may load. Immutable.
 *
 * @param id unique in the catalogue: lower-case letters, digits, dots and hyphens
 * @param version of the weights
 * @param licence of the weights
 * @param card the page that says what the model is good for, when there is one
 * @param head how its output is read
 * @param files at least one
 * @param input how it is fed
 * @param classes how many kinds of things it knows
 * @param person which of them is a person, from 0
 * @param thresholds scores that mean something with these weights
 */
public record ModelEntry(
    String id,
    String version,
    Licence licence,
    Optional<Path> card,
    HeadKind head,
    Map<ModelFormat, ModelFile> files,
    InputSpec input,
    int classes,
    int person,
    Thresholds thresholds) {
  /** Of AP50, which one clip does not tell more closely. */
  private static final double TOLERANCE = 0.01;

  public ModelEntry {
    if (!id.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
      throw new IllegalArgumentException(
          "id '" + id + "' is not made of lower-case letters, digits, dots and hyphens");
    }
    if (version.isBlank()) {
      throw new IllegalArgumentException("a model needs a version");
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a model needs a file: onnx or torchscript");
    }
    files = Map.copyOf(files);
    if (classes < 1 || person < 0 || person >= classes) {
      throw new IllegalArgumentException(
          "labels: person %d is not one of %d classes counted from 0".formatted(person, classes));
    }
  }

  public Optional<ModelFile> file(ModelFormat format) {
    return Optional.ofNullable(files.get(format));
  }

  /**
   * What may stand for the model without being asked for by name: every file of full precision, and
   * those of less that were measured to find people as well, or nearly.
   */
  public List<ModelFormat> exchangeable() {
    double full =
        files.entrySet().stream()
            .filter(file -> !file.getKey().reduced())
            .flatMap(file -> file.getValue().ap50().stream())
            .reduce(Double.POSITIVE_INFINITY, Math::min);
    return files.entrySet().stream()
        .filter(file -> !file.getKey().reduced() || file.getValue().finds(full - TOLERANCE))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Id and version, as reports name it. */
  public String name() {
    return id + " " + version;
  }

  /** The same model fed otherwise. */
  public ModelEntry withInput(InputSpec other) {
    return new ModelEntry(
        id, version, licence, card, head, files, other, classes, person, thresholds);
  }

  /** The same model with its files elsewhere. */
  ModelEntry withFiles(Map<ModelFormat, ModelFile> others) {
    return new ModelEntry(
        id,
        version,
        licence,
        card,
        head,
        new EnumMap<>(others),
        input,
        classes,
        person,
        thresholds);
  }
}
