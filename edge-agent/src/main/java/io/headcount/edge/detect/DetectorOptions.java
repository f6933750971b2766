package io.headcount.edge.detect;

import io.headcount.edge.model.InputSpec;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelEntry;
import java.util.Optional;

/**
 * How to run a model. Immutable.
 *
 * @param model its id in the catalogue
 * @param engine which engine
 * @param device where
 * @param threads inside one inference; 0 means as many as there are cores. PyTorch has one number
 *     for the whole process: the first detector sets it
 * @param longSide pixels of the input's longer side, instead of the catalogue's
 */
public record DetectorOptions(
    String model,
    EngineChoice engine,
    DeviceChoice device,
    int threads,
    Optional<Integer> longSide) {
  /** The model that comes with the program. */
  public static final String STANDARD_MODEL = "nanodet-g";

  private static final int MAX_THREADS = 256;

  public DetectorOptions {
    if (threads < 0 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads " + threads + " is not within 0.." + MAX_THREADS + ": 0 means all cores");
    }
  }

  /** The standard model, and everything left to the program. */
  public static DetectorOptions standard() {
    return of(STANDARD_MODEL);
  }

  /** The same with another size of the input; empty is the model's own. */
  public DetectorOptions withLongSide(Optional<Integer> other) {
    return new DetectorOptions(model, engine, device, threads, other);
  }

  public DetectorOptions withThreads(int other) {
    return new DetectorOptions(model, engine, device, other, longSide);
  }

  /**
   * The model as it is to be fed.
   *
   * @throws io.headcount.edge.model.ModelException when the catalogue has no such model
   * @throws DetectorException when it does not take such an input
   */
  public ModelEntry fed(ModelCatalog catalog) {
    ModelEntry model = catalog.get(this.model);
    if (longSide.isEmpty()) {
      return model;
    }
    InputSpec input = model.input();
    int wanted = longSide.get();
    input
        .refusal(wanted)
        .ifPresent(
            why -> {
              throw new DetectorException("model %s: %s".formatted(model.id(), why));
            });
    return model.withInput(input.withLongSide(wanted));
  }

  /** The same with another engine. */
  public DetectorOptions withEngine(EngineChoice other) {
    return new DetectorOptions(model, other, device, threads, longSide);
  }

  /** Everything but the model left to the program. */
  public static DetectorOptions of(String model) {
    return new DetectorOptions(
        model, EngineChoice.AUTO, new DeviceChoice.Auto(), 0, Optional.empty());
  }
}
