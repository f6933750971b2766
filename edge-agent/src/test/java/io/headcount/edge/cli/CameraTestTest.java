package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CameraTestTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aClosedPortIsSaidInWordsAndInJson() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String address = "rtsp://door:tell7@127.0.0.1:" + port + "/s";
    assertThat(run(address)).isEqualTo(12);
    assertThat(err.toString()).contains("nothing listens").doesNotContain("tell7");
    assertThat(run(address, "--json")).isEqualTo(12);
    assertThat(out.toString())
        .contains("\"ok\":false", "\"reason\":\"refused\"", "nothing listens")
        .doesNotContain("tell7");
  }

  @Test
  void aTextFileIsNoVideo() throws IOException {
    Path text = Files.writeString(folder.resolve("a.mp4"), "words\n".repeat(100));
    assertThat(run(text.toString())).isEqualTo(16);
    assertThat(err.toString()).contains("is not a video");
    assertThat(run(folder.resolve("none.avi").toString())).isEqualTo(10);
  }

  @Test
  void wrongUsageIsSaid() {
    assertThat(run("ftp://host/a")).isEqualTo(2);
    assertThat(run("a.mp4", "--username", "door")).isEqualTo(2);
    assertThat(run("rtsp://127.0.0.1/a", "--password-file", "x")).isEqualTo(2);
    assertThat(run("rtsp://127.0.0.1/a", "--username", "a", "--password-file", "/none"))
        .isEqualTo(2);
    assertThat(run("a.mp4", "--timeout", "0")).isEqualTo(2);
  }

  private int run(String... arguments) {
    return new CommandLine(new CameraTest())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
