package io.headcount.edge.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DeviceChoice;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measuring before the cameras are looked at. */
class FirstStartTest {
  private static final Path MODELS = Path.of(System.getProperty("headcount.home"), "models");

  @TempDir private Path folder;
  private final ModelCatalog catalog =
      ModelCatalog.read(new ModelDirectories(MODELS, MODELS.resolve("none")));

  /** One thread: then each look is one reading of the clock after the other. */
  private final DetectorOptions options =
      new DetectorOptions(
          "nanodet-g", EngineChoice.AUTO, new DeviceChoice.Cpu(), 1, Optional.of(64));

  @Test
  void measuresOnceAndKeepsWhatItFound() throws IOException {
    FirstStart first = new FirstStart(folder, ticks(_ -> 5));
    assertThat(first.settled(catalog, options, 0).engine()).isEqualTo(EngineChoice.ONNXRUNTIME);
    assertThat(first.lasting()).isEmpty();
    Path kept;
    try (var files = Files.list(folder)) {
      kept = files.findFirst().orElseThrow();
    }
    String text = Files.readString(kept);
    assertThat(text).contains("onnxruntime ").contains("onnxruntime_int8 ");

    // who knows, does not measure
    FirstStart second = new FirstStart(folder, FirstStartTest::never);
    assertThat(second.settled(catalog, options, 0).engine()).isEqualTo(EngineChoice.ONNXRUNTIME);
    assertThat(Files.readString(kept)).isEqualTo(text);
  }

  @Test
  void whatOtherWorkDisturbedIsMeasuredAgain() throws IOException {
    FirstStart first = new FirstStart(folder, ticks(n -> n % 8 == 0 ? 80 : 5));
    assertThat(first.settled(catalog, options, 0).engine()).isEqualTo(EngineChoice.ONNXRUNTIME);
    try (var kept = Files.list(folder)) {
      assertThat(kept).isEmpty();
    }
  }

  @Test
  void anEngineThatIsNamedIsNotMeasured() throws IOException {
    DetectorOptions named = options.withEngine(EngineChoice.PYTORCH);
    FirstStart first = new FirstStart(folder, FirstStartTest::never);
    assertThat(first.settled(catalog, named, 10)).isEqualTo(named);
    try (var kept = Files.list(folder)) {
      assertThat(kept).isEmpty();
    }
  }

  @Test
  void aFolderThatCannotBeWrittenDoesNotStopTheAgent() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    FirstStart first = new FirstStart(file.resolve("below"), ticks(_ -> 5));
    assertThat(first.settled(catalog, options, 0).engine()).isEqualTo(EngineChoice.ONNXRUNTIME);
  }

  /** A clock that a reading moves on by so many milliseconds, by its number. */
  private static LongSupplier ticks(LongUnaryOperator millis) {
    AtomicLong readings = new AtomicLong();
    AtomicLong now = new AtomicLong();
    return () -> now.addAndGet(1_000_000 * millis.applyAsLong(readings.incrementAndGet()));
  }

  private static long never() {
    throw new AssertionError("measures");
  }
}
