package io.headcount.delivery.link;

import static io.headcount.delivery.link.Recorder.take;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about something that is no broker, or is not there. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailuresTest {
  @Test
  void nothingListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(failure(Links.at(port)))
        .isEqualTo(
            "broker 127.0.0.1:"
                + port
                + ": nothing listens there: start the broker, or correct host and port");
  }

  @Test
  void thereIsNoSuchHost() throws Exception {
    assertThat(failure(URI.create("mqtt://no-such-host.invalid")))
        .contains("broker no-such-host.invalid:1883", "no such host");
  }

  @ParameterizedTest
  @CsvSource({
    "an old broker, 20020001, does not speak MQTT 5",
    "an old broker with MQTT 5's length, 2003000100, does not speak MQTT 5",
    "MQTT 5's own refusal, 2003008400, does not speak MQTT 5",
    "a wrong password, 2003008600, wrong user or password",
    "not authorized, 2003008700, not authorized",
    "a busy broker, 2003008900, tried again",
    "a banned client, 2003008A00, banned",
    "a broker without retained messages, 2005000002 2500, does not keep retained messages",
    "a broker without quality 1, 2005000002 2400, only at most once",
    "a web server, 485454502F312E31, does not speak MQTT 5",
    "an end, '', does it want TLS",
  })
  void theAnswerIsARefusal(String what, String answer, String words) throws Exception {
    try (Answering server = new Answering(answer.replace(" ", ""))) {
      assertThat(failure(Links.at(server.port())))
          .as(what)
          .startsWith("broker 127.0.0.1:" + server.port() + ": ")
          .contains(words)
          .doesNotContain("null");
    }
  }

  @Test
  void noAnswerAtAllIsGivenUp() throws Exception {
    LinkTimings hasty =
        new LinkTimings(
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(3),
            Links.QUICK);
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Recorder recorder = Recorder.of();
      LinkOptions options = LinkOptions.to(Links.at(silent.getLocalPort()), "hasty");
      try (MqttLink link = Links.start(options, hasty, recorder)) {
        assertThat(take(recorder.failures)).contains("no session within");
        take(recorder.failures);
        assertThat(link.status().failures()).isPositive();
        assertThat(link.status().lastError()).isPresent();
      }
    }
  }

  @Test
  void theBrokerEndsTheSessionWithAReason() throws Exception {
    Recorder recorder = Recorder.of();
    try (Answering server = new Answering("2003000000E0018E");
        MqttLink _ = Links.start(Links.at(server.port()), "twin", recorder)) {
      assertThat(take(recorder.ends)).contains("another client has the same id");
    }
  }

  @Test
  void plainMqttIsNoTls() throws Exception {
    try (Answering server = new Answering("20020001")) {
      assertThat(failure(URI.create("mqtts://127.0.0.1:" + server.port())))
          .contains("is it its TLS port");
    }
  }

  private static String failure(URI broker) throws InterruptedException {
    Recorder recorder = Recorder.of();
    try (MqttLink _ = Links.start(broker, "failing", recorder)) {
      return take(recorder.failures);
    }
  }

  /** Reads what comes first, says the same to everybody, and hangs up. */
  private static final class Answering implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] answer;

    Answering(String hex) throws IOException {
      answer = HexFormat.of().parseHex(hex);
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::serve);
    }

    int port() {
      return server.getLocalPort();
    }

    private void serve() {
      byte[] question = new byte[4_096];
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          if (socket.getInputStream().read(question) > 0) {
            socket.getOutputStream().write(answer);
          }
        } catch (IOException _) {
          // the next one, or closed
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
