package io.headcount.edge.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How the weights are stored, which decides the engine that loads them. */
public enum ModelFormat {
  ONNX("onnx", ".onnx", false),
  /** The same network computing in 8-bit integers: faster, and a little less exact. */
  ONNX_INT8("onnx_int8", "-int8.onnx", true),
  TORCHSCRIPT("torchscript", ".pt", false);

  private final String key;
  private final String suffix;
  private final boolean reduced;

  ModelFormat(String key, String suffix, boolean reduced) {
    this.key = key;
    this.suffix = suffix;
    this.reduced = reduced;
  }

  /** Its name in a catalogue. */
  public String key() {
    return key;
  }

  /** How its files end, with the dot. */
  public String suffix() {
    return suffix;
  }

  /** Whether it computes with fewer bits than the model was trained with. */
  public boolean reduced() {
    return reduced;
  }

  /** The format that a file's name tells. */
  public static Optional<ModelFormat> of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    // the longest: one suffix ends with another
    return Arrays.stream(values())
        .filter(format -> name.endsWith(format.suffix))
        .max(Comparator.comparingInt(format -> format.suffix.length()));
  }

  /** All names, as a catalogue has them. */
  static String[] keys() {
    return Arrays.stream(values()).map(ModelFormat::key).toArray(String[]::new);
  }
}
