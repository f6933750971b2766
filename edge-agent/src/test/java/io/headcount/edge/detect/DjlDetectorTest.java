package io.headcount.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.edge.model.ModelEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped model in both engines. */
class DjlDetectorTest {
  private static final Path MODELS = Path.of(System.getProperty("headcount.home"), "models");

  private static ModelCatalog catalog() {
    return ModelCatalog.read(new ModelDirectories(MODELS, MODELS.resolve("none")));
  }

  @ParameterizedTest
  @EnumSource(
      value = EngineChoice.class,
      names = {"ONNXRUNTIME", "PYTORCH"})
  void givesTheReferenceOutput(EngineChoice engine) throws IOException {
    ModelEntry model = catalog().get("nanodet-g");
    byte[] bytes = Files.readAllBytes(MODELS.resolve("reference/input-1x3x64x96.f32"));
    ByteBuffer input =
        ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder()).put(bytes).flip();
    FloatBuffer expected =
        ByteBuffer.wrap(Files.readAllBytes(MODELS.resolve("reference/output.f32")))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    EnginePlan plan = EnginePlan.of(model, engine, new DeviceChoice.Cpu(), 2, 1);
    try (Network network = Network.load(model.file(plan.format()).orElseThrow(), plan)) {
      float[] found =
          network.run(
              input,
              96,
              64,
              outputs -> {
                assertThat(outputs).hasSize(1);
                assertThat(outputs.getFirst().shape()).containsExactly(1, 126, 45);
                float[] copy = new float[126 * 45];
                outputs.getFirst().data().get(copy);
                return copy;
              });
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).as("value %d", i).isCloseTo(expected.get(i), within(1e-3f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = EngineChoice.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
  void isTheSameEachTimeAndSeesNobodyInGrey(EngineChoice engine) {
    DetectorOptions options =
        new DetectorOptions("nanodet-g", engine, new DeviceChoice.Cpu(), 2, Optional.of(320));
    try (DjlDetector detector = DjlDetector.open(catalog(), options);
        Frame grey = frame(90)) {
      List<Detection> first = detector.detect(grey);
      assertThat(detector.detect(grey)).isEqualTo(first);
      assertThat(first).noneMatch(detection -> detection.score() > 0.5);
      assertThat(detector.info().model()).isEqualTo("nanodet-g 1");
      assertThat(detector.info().engine()).startsWith(engine.key() + " ");
      assertThat(detector.info().device()).isEqualTo("cpu");
    }
  }

  @Test
  void severalLookAtOnceAndSeeTheSame() {
    DetectorOptions options =
        new DetectorOptions(
            "nanodet-g", EngineChoice.ONNXRUNTIME, new DeviceChoice.Cpu(), 1, Optional.of(320));
    try (DjlDetector detector = DjlDetector.open(catalog(), options, 3);
        Frame grey = frame(90)) {
      List<Detection> alone = detector.detect(grey);
      assertThat(IntStream.range(0, 12).parallel().mapToObj(_ -> detector.detect(grey)).toList())
          .hasSize(12)
          .containsOnly(alone);
    }
  }

  @Test
  void anAcceleratorAskedForByNameMustBeThere() {
    DetectorOptions options =
        new DetectorOptions(
            "nanodet-g", EngineChoice.ONNXRUNTIME, new DeviceChoice.Gpu(97), 0, Optional.empty());
    assertThatThrownBy(() -> DjlDetector.open(catalog(), options))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining("gpu:97")
        .hasMessageContaining("use device auto or cpu");
  }

  @Test
  void aLongSideThatDoesNotFitNamesOneThatDoes() {
    DetectorOptions options =
        new DetectorOptions(
            "nanodet-g", EngineChoice.AUTO, new DeviceChoice.Cpu(), 0, Optional.of(400));
    assertThatThrownBy(() -> DjlDetector.open(catalog(), options))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining("use 416");
  }

  private static Frame frame(int grey) {
    Mat pixels = new Mat(240, 320, opencv_core.CV_8UC3);
    byte[] values = new byte[240 * 320 * 3];
    java.util.Arrays.fill(values, (byte) grey);
    pixels.data().put(values);
    return new Frame(pixels, Instant.EPOCH, 1);
  }
}
