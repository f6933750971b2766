package io.headcount.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code engine: auto} remembers. */
class MeasuredEnginesTest {
  private static final Path MODELS = Path.of(System.getProperty("headcount.home"), "models");
  private static final DeviceChoice CPU = new DeviceChoice.Cpu();
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final MeasuredEngines SEVERAL =
      new MeasuredEngines(
          List.of(
              new MeasuredEngine(EngineChoice.ONNXRUNTIME_INT8, 1, 7, 60),
              new MeasuredEngine(EngineChoice.ONNXRUNTIME_INT8, 7, 1, 90),
              new MeasuredEngine(EngineChoice.PYTORCH, 1, 7, 70),
              new MeasuredEngine(EngineChoice.ONNXRUNTIME, 7, 1, 40)));

  @TempDir private Path folder;
  private final ModelCatalog catalog =
      ModelCatalog.read(new ModelDirectories(MODELS, MODELS.resolve("none")));
  private final ModelEntry model = catalog.get("nanodet-g");

  @ParameterizedTest
  @CsvSource({
    "20, PYTORCH", // more exact, and fast enough
    "42, PYTORCH",
    "43, ONNXRUNTIME_INT8",
    "99, ONNXRUNTIME_INT8"
  })
  void takesTheMostExactThatIsFastEnough(double looks, EngineChoice expected) {
    assertThat(SEVERAL.enough(model, looks).map(MeasuredEngine::engine)).hasValue(expected);
  }

  @Test
  void anAcceleratorIsNoMatterOfMeasuring() {
    assertThat(EnginePlan.onProcessor(CPU)).isTrue();
    assertThat(EnginePlan.onProcessor(new DeviceChoice.Gpu(0))).isFalse();
  }

  @Test
  void measuringDecidesOnlyWhatIsLeftOpen() {
    DetectorOptions options =
        new DetectorOptions("nanodet-g", EngineChoice.AUTO, CPU, 0, Optional.empty());
    assertThat(MeasuredEngines.decide(options)).isTrue();
    assertThat(MeasuredEngines.decide(options.withEngine(EngineChoice.PYTORCH))).isFalse();
  }

  @Test
  void withoutAnAgentAutoIsTheSameEachTime() {
    EnginePlan plan = EnginePlan.of(model, EngineChoice.AUTO, CPU, 0, 1);
    assertThat(plan.format()).isEqualTo(ModelFormat.ONNX);
    assertThat(plan.threads()).isEqualTo(CORES);
    assertThat(EnginePlan.of(model, EngineChoice.AUTO, CPU, 0, CORES).threads()).isEqualTo(1);
  }

  @Test
  void isKeptAsItWas() {
    SEVERAL.keep(folder, model);
    assertThat(MeasuredEngines.kept(folder, model)).hasValue(SEVERAL);
    assertThat(SEVERAL.fastest().lanes()).isEqualTo(7);
  }

  @Test
  void anotherInputHasAMeasurementOfItsOwn() {
    SEVERAL.keep(folder, model);
    ModelEntry larger = model.withInput(model.input().withLongSide(640));
    assertThat(MeasuredEngines.kept(folder, larger)).isEmpty();
  }

  @Test
  void otherConditionsMakeItVoid() throws IOException {
    SEVERAL.keep(folder, model);
    Path file = onlyFile();
    Files.writeString(file, Files.readString(file).replace(" cores of ", " kernels of "));
    assertThat(MeasuredEngines.kept(folder, model)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"' 7 1 ', ' many 1 '", "onnxruntime_int8, auto", "measured.0, nothing"})
  void aDamagedOneIsLeftOut(String right, String wrong) throws IOException {
    SEVERAL.keep(folder, model);
    Path file = onlyFile();
    Files.writeString(file, Files.readString(file).replace(right, wrong));
    assertThat(MeasuredEngines.kept(folder, model)).isEmpty();
  }

  private Path onlyFile() throws IOException {
    try (var files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }
}
