package io.headcount.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code engine: auto} remembers. */
class MeasuredEngineTest {
  private static final Path MODELS = Path.of(System.getProperty("headcount.home"), "models");
  private static final DeviceChoice CPU = new DeviceChoice.Cpu();

  @TempDir private Path folder;
  private final ModelEntry model =
      ModelCatalog.read(new ModelDirectories(MODELS, MODELS.resolve("none"))).get("nanodet-g");

  private EnginePlan plan(ModelEntry of, EngineChoice engine, int threads) {
    return EnginePlan.of(of, engine, CPU, threads, folder);
  }

  @Test
  void withoutAMeasurementOnnxRuntimeTakesAllCores() {
    EnginePlan plan = plan(model, EngineChoice.AUTO, 0);
    assertThat(plan.format()).isEqualTo(ModelFormat.ONNX);
    assertThat(plan.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void autoTakesWhatWasFastest() {
    new MeasuredEngine(EngineChoice.ONNXRUNTIME, 7, 12.5).keep(folder, model);
    assertThat(plan(model, EngineChoice.AUTO, 0).threads()).isEqualTo(7);
    new MeasuredEngine(EngineChoice.PYTORCH, 1, 13.5).keep(folder, model);
    assertThat(plan(model, EngineChoice.AUTO, 0).format()).isEqualTo(ModelFormat.TORCHSCRIPT);
    // what is asked for by name counts more
    assertThat(plan(model, EngineChoice.ONNXRUNTIME, 0).format()).isEqualTo(ModelFormat.ONNX);
    assertThat(plan(model, EngineChoice.AUTO, 3).format()).isEqualTo(ModelFormat.ONNX);
    assertThat(plan(model, EngineChoice.AUTO, 3).threads()).isEqualTo(3);
  }

  @Test
  void anotherInputMakesItVoid() {
    new MeasuredEngine(EngineChoice.ONNXRUNTIME, 7, 12.5).keep(folder, model);
    ModelEntry larger = model.withInput(model.input().withLongSide(640));
    assertThat(MeasuredEngine.kept(folder, larger)).isEmpty();
    assertThat(MeasuredEngine.kept(folder, model))
        .hasValue(new MeasuredEngine(EngineChoice.ONNXRUNTIME, 7, 12.5));
  }

  @Test
  void aDamagedOneIsLeftOut() throws IOException {
    new MeasuredEngine(EngineChoice.ONNXRUNTIME, 7, 12.5).keep(folder, model);
    Path file;
    try (var files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    String text = Files.readString(file);
    Files.writeString(file, text.replace("threads=7", "threads=many"));
    assertThat(MeasuredEngine.kept(folder, model)).isEmpty();
    Files.writeString(file, text.replace("=onnxruntime", "=auto"));
    assertThat(MeasuredEngine.kept(folder, model)).isEmpty();
  }
}
