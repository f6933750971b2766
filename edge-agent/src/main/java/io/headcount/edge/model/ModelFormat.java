package io.headcount.edge.model;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How the weights are stored, which decides the engine that loads them. */
public enum ModelFormat {
  ONNX("onnx", ".onnx"),
  TORCHSCRIPT("torchscript", ".pt");

  private final String key;
  private final String suffix;

  ModelFormat(String key, String suffix) {
    this.key = key;
    this.suffix = suffix;
  }

  /** Its name in a catalogue. */
  public String key() {
    return key;
  }

  /** How its files end, with the dot. */
  public String suffix() {
    return suffix;
  }

  /** The format that a file's name tells. */
  public static Optional<ModelFormat> of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (ModelFormat format : values()) {
      if (name.endsWith(format.suffix)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
