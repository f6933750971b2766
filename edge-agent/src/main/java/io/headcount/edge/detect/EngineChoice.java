package io.headcount.edge.detect;

import io.headcount.edge.model.ModelFormat;
import java.util.Locale;

/**
 * Which engine runs the model; {@code AUTO} takes the fastest one that the model has a file for.
 */
public enum EngineChoice {
  AUTO,
  ONNXRUNTIME,
  /** ONNX Runtime with the model's file of 8-bit integers. */
  ONNXRUNTIME_INT8,
  PYTORCH;

  /** The one that runs files of this format. */
  public static EngineChoice of(ModelFormat format) {
    return switch (format) {
      case ONNX -> ONNXRUNTIME;
      case ONNX_INT8 -> ONNXRUNTIME_INT8;
      case TORCHSCRIPT -> PYTORCH;
    };
  }

  /** Its name in configurations. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code auto}, {@code onnxruntime}, {@code onnxruntime_int8} or {@code pytorch}.
   *
   * @throws IllegalArgumentException that names them
   */
  public static EngineChoice parse(String text) {
    for (EngineChoice choice : values()) {
      if (choice.key().equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not an engine: use auto, onnxruntime, onnxruntime_int8 or pytorch");
  }
}
