package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.capture.RtspServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Against GStreamer's RTSP server. */
class CameraTestIT {
  private final StringWriter out = new StringWriter();

  @BeforeAll
  static void setUp() throws IOException, InterruptedException {
    RtspServer.setUp();
  }

  @Test
  void theSecondStreamIsTriedAndJudged() {
    try (RtspServer server = RtspServer.start(0, "--size", "1280x720")) {
      assertThat(run(server, "/stream1")).isZero();
      assertThat(out.toString())
          .contains("size         1280 x 720", "second stream 640 x 360 at 15")
          .contains("with stream2 instead of stream1: use it, the network sees no more; 25 %");
    }
  }

  @Test
  void aSecondStreamThatIsTooSmallIsAdvisedAgainst() {
    try (RtspServer server = RtspServer.start(0, "--size", "640x480")) {
      assertThat(run(server, "/stream1", "--json")).isZero();
      assertThat(out.toString())
          .contains("\"second_stream\":{\"change\":\"with stream2 instead of stream1\",\"ok\":true")
          .contains("\"width\":320", "stay with the main one");
    }
  }

  @Test
  void addressesThatTellNothingAreLeftAlone() {
    try (RtspServer server = RtspServer.start(0)) {
      assertThat(run(server, "/h264")).isZero();
      assertThat(out.toString()).doesNotContain("second stream");
    }
  }

  private int run(RtspServer server, String path, String... more) {
    String[] arguments = new String[more.length + 1];
    arguments[0] = "rtsp://127.0.0.1:" + server.port() + path;
    System.arraycopy(more, 0, arguments, 1, more.length);
    return new CommandLine(new CameraTest())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(arguments);
  }
}
