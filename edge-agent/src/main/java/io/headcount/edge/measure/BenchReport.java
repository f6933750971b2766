package io.headcount.edge.measure;

import io.headcount.edge.model.ModelEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a box can do, for people and for scripts. Immutable. */
public final class BenchReport {
  private static final double MEGABYTE = 1e6;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final ModelEntry model;
  private final BenchPictures pictures;
  private final double rate;
  private final List<EngineBench.Row> engines;
  private final EngineBench.Row best;
  private final boolean kept;
  private final List<CameraBench.Row> cameras;

  /**
   * @param rate frames a second that each camera sends
   * @param best of the engines
   * @param kept whether it was kept for {@code engine: auto}
   */
  BenchReport(
      ModelEntry model,
      BenchPictures pictures,
      double rate,
      List<EngineBench.Row> engines,
      EngineBench.Row best,
      boolean kept,
      List<CameraBench.Row> cameras) {
    this.model = model;
    this.pictures = pictures;
    this.rate = rate;
    this.engines = List.copyOf(engines);
    this.best = best;
    this.kept = kept;
    this.cameras = List.copyOf(cameras);
  }

  /** As a table. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d cores, %s; model %s, long side %d; %s%n%n"
            .formatted(
                CORES, System.getProperty("os.arch"), model.name(), longSide(), pictures.words()));
    text.append(
        "%-22s %8s %8s %8s %10s%n".formatted("engine", "device", "at once", "threads", "frames/s"));
    for (EngineBench.Row row : engines) {
      text.append(
          "%-22s %8s %8d %8d %10.1f%s%n"
              .formatted(
                  row.engine(),
                  row.device(),
                  row.plan().lanes(),
                  row.plan().options().threads(),
                  row.framesPerSecond(),
                  row.equals(best)
                      ? "  <- used below" + (kept ? ", kept for engine: auto" : "")
                      : ""));
    }
    text.append(
        "%n%8s %16s %10s %10s %10s%n"
            .formatted("cameras", "frames/s each", "left out", "processor", "memory"));
    for (CameraBench.Row row : cameras) {
      text.append(
          "%8d %9.1f of %-3.0f %8.0f %% %8.0f %% %7.0f MB%n"
              .formatted(
                  row.cameras(),
                  row.framesPerSecond(),
                  rate,
                  100 * row.leftOut(),
                  100 * row.processor(),
                  row.residentBytes() / MEGABYTE));
    }
    if (engines.stream().map(EngineBench.Row::engine).distinct().count() > 1) {
      text.append(
          "%nThe memory holds the libraries of all engines; --engine NAME measures one alone.%n"
              .formatted());
    }
    return text.toString();
  }

  private int longSide() {
    return model.input().longSide();
  }

  /** As names and values, for JSON. */
  public Map<String, Object> fields() {
    return fields(
        "cores", CORES,
        "architecture", System.getProperty("os.arch"),
        "model", model.name(),
        "long_side", longSide(),
        "pictures", pictures.words(),
        "engines", engines.stream().map(EngineBench.Row::fields).toList(),
        "fastest", best.fields(),
        "kept", kept,
        "rate", rate,
        "cameras", cameras.stream().map(CameraBench.Row::fields).toList());
  }

  /** A row as names and values. */
  static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}
