package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SupportBundleCommandTest {
  @TempDir private Path folder;

  @Test
  void writesWhatTheBoxKeepsAndSaysWhatItIs() throws IOException {
    Path config = folder.resolve("agent.yaml");
    Files.writeString(
        config,
        "data: state\nstatus: {port: 0}\ncameras: [{id: door, source: 'rtsp://10.0.0.5/live'}]\n");
    Path bundle = folder.resolve("bundle.zip");
    StringWriter said = new StringWriter();
    int code =
        new CommandLine(new SupportBundleCommand())
            .setOut(new PrintWriter(said))
            .execute("--config", config.toString(), "--output", bundle.toString());

    assertThat(code).isZero();
    assertThat(said.toString()).contains(bundle.toString(), "README.txt", "doctor.txt");
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      assertThat(text(zip, "configuration.yaml")).contains("rtsp://10.0.0.5/live");
      assertThat(text(zip, "doctor.txt")).contains("machine");
      // no agent has run: what is not there is no reason to go without the rest
      assertThat(text(zip, "days.json")).contains("could not be made");
    }
  }

  private static String text(ZipFile zip, String name) throws IOException {
    return new String(
        zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
