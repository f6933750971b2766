package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.edge.capture.Clips;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An audit from the command line, with the real detector. */
@Timeout(300)
class AuditCommandIT {
  private static final int FRAMES = 60;

  @TempDir private Path dir;

  private Path config(String lines) throws IOException {
    return Files.writeString(
        dir.resolve("shop.yaml"), "cameras:\n  - id: street\n    source: clip.avi\n" + lines);
  }

  private Path config() throws IOException {
    return config("    lines:\n      - {id: crossing, from: [0.58, 0.75], to: [0.58, 0.27]}\n");
  }

  private Path marks(Path clip, String marks) throws IOException {
    return Files.writeString(
        dir.resolve("marks.json"),
        """
        {"version": 1, "clip": {"name": "clip", "sha256": "%s"}, "begun": "2026-03-02T10:15:30Z",
         "lines": [{"id": "crossing", "from": [0.58, 0.75], "to": [0.58, 0.27]}],
         "marks": [%s]}
        """
            .formatted(sha256(clip), marks));
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Program.Outcome audit(Object clip, String... more) {
    List<String> arguments = new ArrayList<>(List.of("audit", clip.toString()));
    arguments.addAll(List.of("--out", dir.resolve("out").toString()));
    arguments.addAll(List.of(more));
    return Program.run(arguments.toArray(String[]::new));
  }

  private static void failed(Program.Outcome outcome, String... parts) {
    assertThat(outcome.err()).contains(parts).doesNotContain("\tat ", "a fault of the program");
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(1);
  }

  @Test
  void marksOfAFileGiveAReportOfTheSampleClip() throws IOException {
    Optional<Path> sample = Clips.sample();
    assumeTrue(sample.isPresent(), "needs vtest.avi: install the package opencv-doc");
    Path clip = Clips.first(dir, sample.orElseThrow(), FRAMES);
    // what is to be seen: two people leave, one comes, one leaves
    Path marks =
        marks(
            clip,
            """
            {"line": "crossing", "direction": "out", "frame": 19},
            {"line": "crossing", "direction": "out", "frame": 25},
            {"line": "crossing", "direction": "in", "frame": 46},
            {"line": "crossing", "direction": "out", "frame": 53}
            """);
    Program.Outcome outcome =
        audit(
            clip,
            "--config",
            config().toString(),
            "--marks",
            marks.toString(),
            "--no-page",
            "--json");
    assertThat(outcome.status()).as(outcome.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(outcome.out());
    assertThat(report.at("/total/true").asInt()).isEqualTo(4);
    assertThat(report.at("/total/matched").asInt()).isBetween(2, 4);
    assertThat(report.at("/clip/frames").asInt()).isEqualTo(FRAMES);
    assertThat(report.at("/conditions/person_height_median").asInt()).isBetween(50, 120);
    assertThat(dir.resolve("out/report.html")).exists();
    assertThat(Files.readAllBytes(dir.resolve("out/report.pdf"))).startsWith('%', 'P', 'D', 'F');
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() throws IOException {
    Path clip = Clips.avi(dir, 20);
    String config = config().toString();
    failed(audit(dir.resolve("gone.avi"), "--config", config), "gone.avi: no such file");
    failed(audit("rtsp://door.cameras.example/1", "--config", config), "does not end");
    failed(audit(clip, "--config", config, "--no-page"), "marks.json", "count on the page first");
    Path other = marks(config(), "");
    failed(
        audit(clip, "--config", config, "--marks", other.toString(), "--no-page"),
        "its marks belong to another clip",
        "--out");
    failed(audit(clip, "--config", config("").toString(), "--no-page"), "has no line to count at");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      failed(
          audit(
              clip,
              "--config",
              config().toString(),
              "--port",
              Integer.toString(taken.getLocalPort())),
          "the audit page cannot listen",
          "set another port");
    }
    assertThat(audit(clip, "--config", config, "--tolerance", "0").status()).isEqualTo(2);
  }

  @Test
  void aClipThatEndsEarlyIsComparedUpToThere() throws IOException {
    Path cut = Clips.cut(Clips.avi(dir, 60), 0.5);
    Path marks = marks(cut, "");
    Program.Outcome outcome =
        audit(
            cut,
            "--config",
            config().toString(),
            "--marks",
            marks.toString(),
            "--no-page",
            "--json");
    assertThat(outcome.status()).as(outcome.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(outcome.out());
    assertThat(report.at("/clip/complete").asBoolean(true)).isFalse();
    assertThat(Files.readString(dir.resolve("out/report.html")))
        .contains("the file ends early", "is cut off at");
  }
}
