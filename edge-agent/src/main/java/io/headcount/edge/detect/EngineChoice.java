package io.headcount.edge.detect;

import java.util.Locale;

/**
 * Which engine runs the model; {@code AUTO} takes the fastest one that the model has a file for.
 */
public enum EngineChoice {
  AUTO,
  ONNXRUNTIME,
  PYTORCH;

  /** Its name in configurations. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code auto}, {@code onnxruntime} or {@code pytorch}.
   *
   * @throws IllegalArgumentException that names the three
   */
  public static EngineChoice parse(String text) {
    for (EngineChoice choice : values()) {
      if (choice.key().equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not an engine: use auto, onnxruntime or pytorch");
  }
}
