package io.headcount.edge.config;

import java.util.Optional;

/**
 * How people are found in a picture. Immutable.
 *
 * @param model id of an entry in the model catalogue
 * @param engine what runs it
 * @param device where it runs
 * @param threads threads inside one inference, at least 1; empty lets the agent choose
 * @param longSide the picture's long side in the network, in pixels, a multiple of 32; empty for
 *     the model's own
 */
public record DetectorConfig(
    String model,
    Engine engine,
    Device device,
    Optional<Integer> threads,
    Optional<Integer> longSide) {
  public static final String DEFAULT_MODEL = "nanodet-g";

  /** What runs the network; {@code AUTO} may choose, the others are an error where missing. */
  public enum Engine {
    AUTO,
    ONNXRUNTIME,
    PYTORCH
  }

  /** Where the network runs; {@code Auto} may choose, the others are an error where missing. */
  public sealed interface Device {
    /** A GPU where there is one, else the CPU. */
    record Auto() implements Device {
      @Override
      public String toString() {
        return "auto";
      }
    }

    /** The processor's own cores. */
    record Cpu() implements Device {
      @Override
      public String toString() {
        return "cpu";
      }
    }

    /** A graphics processor, counted from 0. */
    record Gpu(int index) implements Device {
      @Override
      public String toString() {
        return "gpu:" + index;
      }
    }
  }

  /** Everything left to the agent. */
  public static DetectorConfig defaults() {
    return new DetectorConfig(
        DEFAULT_MODEL, Engine.AUTO, new Device.Auto(), Optional.empty(), Optional.empty());
  }
}
