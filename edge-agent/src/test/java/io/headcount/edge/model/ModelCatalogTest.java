package io.headcount.edge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogTest {
  private static final String ZEROS = "0".repeat(64);
  private static final String GOOD =
      """
      models:
        - id: one
          version: "1"
          licence: Apache-2.0
          source: {package: p}
          head: nanodet
          files:
            onnx: {path: one.onnx, sha256: %s}
          input: {long_side: 416, multiple: 32, channels: bgr, scale: 1.0, mean: [1, 2, 3], std: [1, 1, 1]}
          labels: {count: 80, person: 0}
          thresholds: {confirm: 0.5, low: 0.1, nms: 0.6}
      """
          .formatted(ZEROS);

  @TempDir private Path directory;

  private ModelCatalog read(String shipped, String own) throws IOException {
    Path first = Files.createDirectories(directory.resolve("shipped"));
    Path second = Files.createDirectories(directory.resolve("own"));
    Files.writeString(first.resolve("catalog.yaml"), shipped);
    Files.writeString(second.resolve("catalog.yaml"), own);
    return ModelCatalog.read(new ModelDirectories(first, second));
  }

  @Test
  void readsAnEntry() throws IOException {
    ModelEntry entry = read(GOOD, "models: []").get("one");
    assertThat(entry.name()).isEqualTo("one 1");
    assertThat(entry.head()).isEqualTo(HeadKind.NANODET);
    assertThat(entry.input().mean()).containsExactly(1.0, 2.0, 3.0);
    assertThat(entry.file(ModelFormat.ONNX).orElseThrow().path())
        .isEqualTo(directory.resolve("shipped/one.onnx"));
    assertThat(entry.file(ModelFormat.TORCHSCRIPT)).isEmpty();
    assertThat(entry.exchangeable()).containsExactly(ModelFormat.ONNX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "head: nanodet      | head: nano         | catalog.yaml:2: head 'nano' is none of nanodet",
        "licence: Apache-2.0| licence: Mine      | licence 'Mine' is not one",
        "licence: Apache-2.0| licens: Apache-2.0 | catalog.yaml:4: unknown key 'licens'",
        "licence: Apache-2.0| licens: Apache-2.0 | catalog.yaml:2: 'licence' is missing",
        "confirm: 0.5       | confirm: much      | catalog.yaml:11: 'confirm' is much, not a number",
        "low: 0.1           | low: 0.7           | catalog.yaml:11: thresholds low 0.7",
        "person: 0          | person: 80         | person 80 is not one of 80 classes",
        "long_side: 416     | long_side: 400     | catalog.yaml:9: long side 400 is not a multiple of 32",
        "channels: bgr      | channels: gbr      | channels 'gbr' is neither rgb nor bgr",
        "id: one            | id: One!           | id 'One!' is not made of",
        "sha256: 0          | sha256: x          | catalog.yaml:8: sha256 'x",
        "models:            | models: [          | is not YAML"
      })
  void namesTheLineOfAFault(String from, String to, String message) {
    assertThat(GOOD).contains(from);
    assertThatThrownBy(() -> read(GOOD.replace(from, to), "models: []"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
  }

  @Test
  void tellsAllFaultsAtOnce() {
    String two = GOOD.replace("head: nanodet", "head: x").replace("nms: 0.6", "nms: 2");
    assertThatThrownBy(() -> read(two, GOOD.replace("count: 80", "count: no")))
        .hasMessageContaining("head 'x'")
        .hasMessageContaining("threshold nms 2.0")
        .hasMessageContaining("'count' is no, not a whole number");
  }

  @Test
  void otherLicencesNeedTheOwnersWord() throws IOException {
    String own =
        GOOD.replace("id: one", "id: two")
            .replace("licence: Apache-2.0", "licence: AGPL-3.0-only\n    accept_licence: true");
    assertThat(read(GOOD, own).get("two").licence().accepted()).isTrue();
    assertThatThrownBy(() -> read(own, "models: []"))
        .hasMessageContaining("accept_licence counts only in your own catalogue");
  }

  @Test
  void anIdIsThereOnce() {
    assertThatThrownBy(() -> read(GOOD, GOOD)).hasMessageContaining("'one' is there twice");
  }

  @Test
  void anUnknownModelNamesTheKnownOnes() throws IOException {
    ModelCatalog catalog = read(GOOD, "models: []");
    assertThatThrownBy(() -> catalog.get("two")).hasMessageContaining("the catalogue has one");
  }

  @Test
  void aDamagedFileIsNotLoaded() throws IOException {
    Path file = directory.resolve("m.onnx");
    ModelFile expected = new ModelFile(file, ZEROS);
    assertThatThrownBy(expected::verify).hasMessageContaining("no such file");
    Files.createFile(file);
    assertThatThrownBy(expected::verify).hasMessageContaining("the file is empty: copy it again");
    Files.writeString(file, "abc");
    assertThatThrownBy(expected::verify)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("should be " + ZEROS)
        .hasMessageContaining("is ba7816bf8f01cfea");
    ModelFile.of(file).verify();
  }

  @Test
  void theOwnersPlaceFollowsTheEnvironment() {
    Path home = Path.of("/opt/headcount");
    assertThat(ModelDirectories.standard(home, Map.of("HOME", "/home/a")).own())
        .isEqualTo(Path.of("/home/a/.local/share/headcount/models"));
    assertThat(ModelDirectories.standard(home, Map.of("XDG_DATA_HOME", "/d")).own())
        .isEqualTo(Path.of("/d/headcount/models"));
  }

  @ParameterizedTest
  @CsvSource({
    "', ap50: 0.80', ', ap50: 0.79', true",
    "', ap50: 0.80', ', ap50: 0.78', false",
    "', ap50: 0.80', '',             false",
    "'',             ', ap50: 0.80', false"
  })
  void fewerBitsStandForTheModelOnlyWhenTheyFindPeopleAsWell(
      String full, String reduced, boolean may) throws IOException {
    String both =
        GOOD.replace(
            "onnx: {path: one.onnx, sha256: %s}".formatted(ZEROS),
            "{onnx: {path: a, sha256: %s%s}, onnx_int8: {path: b, sha256: %s%s}}"
                .formatted(ZEROS, full, ZEROS, reduced));
    ModelEntry entry = read(both, "models: []").get("one");
    assertThat(entry.exchangeable().contains(ModelFormat.ONNX_INT8)).isEqualTo(may);
    assertThat(entry.exchangeable()).contains(ModelFormat.ONNX);
  }

  @ParameterizedTest
  @CsvSource({"best.onnx, ONNX", "best-int8.ONNX, ONNX_INT8", "best.pt, TORCHSCRIPT"})
  void theNameTellsTheFormat(Path file, ModelFormat expected) {
    assertThat(ModelFormat.of(file)).hasValue(expected);
  }
}
