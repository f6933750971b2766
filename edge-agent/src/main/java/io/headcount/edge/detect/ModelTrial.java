package io.headcount.edge.detect;

import io.headcount.edge.model.InputSpec;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelFormat;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What came of loading a model on the processor and running it on a grey picture. Immutable.
 *
 * @param engine with its version
 * @param load time to load it and run it once
 * @param inference time of one more run, preparation included
 */
public record ModelTrial(String engine, Duration load, Duration inference) {
  /**
   * Tries one file of a model.
   *
   * @param ticker nanoseconds that never run backwards
   * @throws io.headcount.edge.model.ModelException when the file is not the one catalogued
   * @throws DetectorException when it does not run, or its output is not that of its head
   */
  public static ModelTrial run(ModelEntry model, ModelFormat format, LongSupplier ticker) {
    EngineChoice engine = EngineChoice.of(format);
    long start = ticker.getAsLong();
    try (DjlDetector detector = DjlDetector.open(model, engine, new DeviceChoice.Cpu(), 0, 1)) {
      long loaded = ticker.getAsLong();
      detector.tryOut();
      long done = ticker.getAsLong();
      return new ModelTrial(
          detector.info().engine(),
          Duration.ofNanos(loaded - start),
          Duration.ofNanos(done - loaded));
    }
  }

  /**
   * The input that a model really takes: as given, or always square when that is all it runs on.
   *
   * @throws DetectorException when it runs on neither, for the input as given
   */
  public static InputSpec findInput(ModelEntry model, ModelFormat format, LongSupplier ticker) {
    try {
      run(model, format, ticker);
      return model.input();
    } catch (DetectorException asGiven) {
      InputSpec square = model.input().withSquare(true);
      try {
        run(model.withInput(square), format, ticker);
        return square;
      } catch (DetectorException alsoSquare) {
        asGiven.addSuppressed(alsoSquare);
        throw asGiven;
      }
    }
  }
}
