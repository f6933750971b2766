package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelCommandTest {
  private static final Path SHIPPED =
      Path.of(System.getProperty("headcount.home"), "models", "nanodet-g.onnx");

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--models=" + directory);
    return new CommandLine(new ModelCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void addsListsAndVerifiesAModel() {
    int added =
        run(
            "add",
            "--id=mine",
            "--file=" + SHIPPED,
            "--head=nanodet",
            "--labels=1",
            "--licence=Apache-2.0",
            "--long-side=96");
    assertThat(err.toString()).isEqualTo("trying the onnx file …" + System.lineSeparator());
    assertThat(added).isZero();
    assertThat(directory.resolve("mine.onnx")).hasSameBinaryContentAs(SHIPPED);

    assertThat(run("list", "--json")).isZero();
    assertThat(out.toString()).contains("\"id\" : \"mine\"").contains("\"id\" : \"nanodet-g\"");
    assertThat(run("verify", "mine")).isZero();
    assertThat(out.toString()).contains("good: onnxruntime");
  }

  @Test
  void refusesAWrongHeadAndWritesNothing() {
    int code =
        run(
            "add",
            "--id=mine",
            "--file=" + SHIPPED,
            "--head=yolox",
            "--licence=MIT",
            "--long-side=96");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("model mine is no yolox").contains("85] was expected");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesAnUnknownLicenceAndAFileThatIsNoModel() throws IOException {
    Path text = Files.writeString(directory.resolve("x.onnx"), "not a model");
    assertThat(run("add", "--id=a", "--file=" + text, "--head=yolov8", "--licence=AGPL-3.0-only"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("licence 'AGPL-3.0-only'");
    assertThat(
            run(
                "add",
                "--id=a",
                "--file=" + text,
                "--head=yolov8",
                "--licence=AGPL-3.0-only",
                "--accept-licence"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("cannot load it");
  }

  @Test
  void verifyTellsOfADamagedFile() throws IOException {
    assertThat(
            run(
                "add",
                "--id=mine",
                "--file=" + SHIPPED,
                "--head=nanodet",
                "--labels=1",
                "--licence=MIT",
                "--long-side=96"))
        .isZero();
    Files.writeString(directory.resolve("mine.onnx"), "");
    assertThat(run("verify", "mine", "--json")).isEqualTo(1);
    assertThat(out.toString()).contains("\"ok\" : false").contains("the file is empty");
  }

  @Test
  void anUnknownModelIsAFault() {
    assertThat(run("verify", "nobody")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no model 'nobody'");
  }
}
