package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
  private static final String TRUTH = "1,1,0,0,10,10,1,-1,-1,-1\n2,1,0,0,10,10,1,-1,-1,-1\n";
  private static final String SWITCHED = "1,7,0,0,10,10,-1,-1,-1,-1\n2,8,0,0,10,10,-1,-1,-1,-1\n";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsEachSequenceAndAllTogether() throws IOException {
    String truth = write("truth.txt", TRUTH);
    String good = write("good.txt", TRUTH);
    String bad = write("switched.txt", SWITCHED);

    int exit = run("--tracks", good, "--truth", truth, "--tracks", bad, "--truth", truth);

    assertThat(exit).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")).limit(4))
        .containsExactly(
            " MOTA IDF1 HOTA DetA AssA switches FP FN",
            "good 1.000 1.000 1.000 1.000 1.000 0 0 0",
            "switched 0.500 0.500 0.707 1.000 0.500 1 0 0",
            "COMBINED 0.750 0.750 0.866 1.000 0.750 1 0 0");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsJsonWithStableKeys() throws IOException {
    int exit =
        run("--json", "--tracks", write("a.txt", SWITCHED), "--truth", write("t.txt", TRUTH));

    assertThat(exit).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.at("/sequences/0/name").asText()).isEqualTo("a");
    assertThat(report.at("/sequences/0/mota").asDouble()).isEqualTo(0.5);
    assertThat(report.path("combined").fieldNames())
        .toIterable()
        .containsExactly(
            "mota",
            "idf1",
            "hota",
            "detA",
            "assA",
            "switches",
            "fp",
            "fn", //
            "motp",
            "recall",
            "precision",
            "idr",
            "idp",
            "tp",
            "truthBoxes", //
            "mostlyTracked",
            "partlyTracked",
            "mostlyLost",
            "fragments", //
            "detRe",
            "detPr",
            "assRe",
            "assPr",
            "locA");
    assertThat(report.at("/combined/switches").isIntegralNumber()).isTrue();
  }

  @Test
  void limitsBothSidesToTheFrames() throws IOException {
    String truth = write("t.txt", TRUTH);
    String tracks = write("a.txt", SWITCHED);

    assertThat(run("--frames", "2-9", "--tracks", tracks, "--truth", truth)).isZero();

    assertThat(out.toString()).containsPattern("COMBINED +1\\.000 +1\\.000 +1\\.000");
  }

  @Test
  void namesWhatIsWrongWithTheInput() throws IOException {
    String truth = write("t.txt", TRUTH);
    String empty = write("empty.txt", "\n");
    String broken = write("broken.txt", "1,1,0,0,10\n");
    String ignored = write("ignored.txt", "1,1,0,0,10,10,0\n");
    Path binary = Files.write(folder.resolve("clip.avi"), new byte[] {(byte) 0xff, 0});

    assertBadInput("gone.txt: no such file: check --tracks", "gone.txt", truth);
    assertBadInput(folder + ": is a folder: give a MOT file with --tracks", "" + folder, truth);
    assertBadInput(binary + ": not a text file: give a MOT file with --tracks", "" + binary, truth);
    assertBadInput(empty + ": no box in it: give a MOT file with --tracks", empty, truth);
    assertBadInput(empty + ": no box in it: give a MOT file with --truth", truth, empty);
    assertBadInput(broken + ":1: 5 columns where at least 6 are needed", broken, truth);
    assertBadInput(ignored + ": each box has confidence 0", truth, ignored, "--considered-only");
    assertBadInput(
        truth + ": no box in frames 5-6, the file has frames 1-2: change --frames",
        truth,
        truth,
        "--frames",
        "5-6");
  }

  @Test
  void explainsAWrongCommandLine() throws IOException {
    String file = write("t.txt", TRUTH);

    assertThat(run("--tracks", file)).isEqualTo(2);
    assertThat(run("--tracks", file, "--tracks", file, "--truth", file)).isEqualTo(2);
    assertThat(err.toString())
        .contains("--tracks is given 2 times and --truth 1 times: give them in pairs");
    for (String range : new String[] {"4-1", "0-4", "4", "a-b", "-1-4", "1-99999999999"}) {
      assertThat(run("--tracks", file, "--truth", file, "--frames=" + range)).isEqualTo(2);
      assertThat(err.toString()).contains("'" + range + "' is no range of frames");
    }
  }

  private void assertBadInput(String message, String tracks, String truth, String... more) {
    err.getBuffer().setLength(0);
    String[] args = new String[4 + more.length];
    System.arraycopy(new String[] {"--tracks", tracks, "--truth", truth}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);

    assertThat(run(args)).isEqualTo(1);
    assertThat(err.toString()).startsWith("evaluate: " + message);
    assertThat(out.toString()).isEmpty();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int run(String... args) {
    return new CommandLine(new EvaluateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
