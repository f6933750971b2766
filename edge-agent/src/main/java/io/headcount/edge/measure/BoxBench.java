package io.headcount.edge.measure;

import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.edge.detect.MeasuredEngines;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a box can do: every engine, then cameras that share the fastest. Immutable.
 *
 * @param source what all cameras show; without one, pictures are empty
 * @param cameras how many, one row for each
 * @param rate frames a second that each camera sends
 * @param time how long each row is measured
 */
public record BoxBench(
    ModelCatalog catalog,
    DetectorOptions asked,
    Optional<VideoSource> source,
    List<Integer> cameras,
    double rate,
    Duration time) {
  /**
   * Measures, and keeps what it found for {@code engine: auto} unless one was named.
   *
   * @param folder where measurements are kept
   * @param telling what is measured now
   * @param ticker nanoseconds that never run backwards
   */
  public BenchReport measure(Path folder, Consumer<String> telling, LongSupplier ticker) {
    ModelEntry model = asked.fed(catalog);
    BenchPictures pictures = new BenchPictures(source);
    List<EngineBench.Row> engines = new ArrayList<>();
    for (EngineBench.Plan plan : EngineBench.plans(model, asked)) {
      telling.accept("measuring " + plan.words());
      engines.add(EngineBench.measure(catalog, plan, pictures, time, ticker));
    }
    EngineBench.Row best = fastest(model, engines);
    boolean kept = asked.engine() == EngineChoice.AUTO && asked.threads() == 0;
    if (kept) {
      new MeasuredEngines(engines.stream().map(EngineBench.Row::measured).toList())
          .keep(folder, model);
    }
    DetectorOptions chosen = best.plan().options().withThreads(asked.threads());
    List<CameraBench.Row> rows = new ArrayList<>();
    for (int number : cameras) {
      telling.accept("measuring %d cameras".formatted(number));
      rows.add(CameraBench.measure(catalog, chosen, pictures, number, rate, time));
    }
    return new BenchReport(model, pictures, rate, engines, best, kept, rows);
  }

  /** Of those that look at one frame at a time, and find people as well as the others. */
  private static EngineBench.Row fastest(ModelEntry model, List<EngineBench.Row> rows) {
    List<EngineChoice> exchangeable = model.exchangeable().stream().map(EngineChoice::of).toList();
    List<EngineBench.Row> single = rows.stream().filter(row -> row.plan().lanes() == 1).toList();
    return single.stream()
        .filter(row -> exchangeable.contains(row.plan().options().engine()))
        .max(Comparator.comparingDouble(EngineBench.Row::framesPerSecond))
        .orElseGet(single::getFirst);
  }
}
