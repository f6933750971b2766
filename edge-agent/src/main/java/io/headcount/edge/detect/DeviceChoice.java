package io.headcount.edge.detect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a model runs. Immutable. */
public sealed interface DeviceChoice {
  /** The first accelerator that the engine can use, else the processor. */
  record Auto() implements DeviceChoice {}

  /** The processor. */
  record Cpu() implements DeviceChoice {}

  /** This accelerator and nothing else. */
  record Gpu(int number) implements DeviceChoice {}

  /** Its name in configurations. */
  default String key() {
    return switch (this) {
      case Auto() -> "auto";
      case Cpu() -> "cpu";
      case Gpu(int number) -> "gpu:" + number;
    };
  }

  /**
   * Reads {@code auto}, {@code cpu} or {@code gpu:N}.
   *
   * @throws IllegalArgumentException that names the three
   */
  static DeviceChoice parse(String text) {
    Matcher gpu = Pattern.compile("gpu:(\\d{1,3})").matcher(text);
    if (gpu.matches()) {
      return new Gpu(Integer.parseInt(gpu.group(1)));
    }
    return switch (text) {
      case "auto" -> new Auto();
      case "cpu" -> new Cpu();
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is not a device: use auto, cpu or gpu:N with N from 0");
    };
  }
}
