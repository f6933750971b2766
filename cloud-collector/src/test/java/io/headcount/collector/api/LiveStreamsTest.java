package io.headcount.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.history.News;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Death;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.LineCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event streams over a real port. */
class LiveStreamsTest {
  @TempDir private Path folder;
  private RunningApi api;

  @BeforeEach
  void start() {
    api =
        new RunningApi(
            folder, new ApiOptions.Rates(10_000, 10_000, 100, 2, Duration.ofMillis(500)));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  /** A client that reads events as they come. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Client(RunningApi api, String token, String query, String last) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port());
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      String resume = last.isEmpty() ? "" : "Last-Event-ID: " + last + "\r\n";
      String head =
          "GET /api/v1/live%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n"
              .formatted(query, token, resume);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(in.readLine()).startsWith("HTTP/1.1 200");
    }

    /** The next lines that tell something, until as many data lines came; fewer at the end. */
    List<String> data(int number) throws IOException {
      List<String> lines = new ArrayList<>();
      int data = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("data:") || line.startsWith("id:") || line.startsWith("event:")) {
          lines.add(line);
        }
        data += line.startsWith("data:") ? 1 : 0;
        if (data == number) {
          break;
        }
      }
      return lines;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** One event of each kind, as it is sent. */
  static List<String> eventsOf(RunningApi api, String token) throws IOException {
    try (Client client = new Client(api, token, "", "")) {
      List<String> lines = new ArrayList<>(client.data(1));
      api.feed.publish(
          List.of(counted("acme", "berlin", 3), new News.Left(RunningApi.BOX, new Death(1))));
      lines.addAll(client.data(2));
      return lines.stream()
          .filter(line -> line.startsWith("data:"))
          .map(line -> line.substring("data:".length()))
          .toList();
    }
  }

  private static String id(List<String> lines) {
    return lines.stream()
        .filter(l -> l.startsWith("id:"))
        .reduce((first, second) -> second)
        .orElseThrow()
        .substring(3)
        .strip();
  }

  private static News counted(String tenant, String store, long in) {
    LineCount line = new LineCount("door", "every_crossing", in, 0, in, 0);
    return new News.Counted(
        new DeviceAddress(tenant, store, "box"),
        RunningApi.NOW,
        1,
        new CountWindow(
            1, "entrance", RunningApi.NOW, 0, 1, 600, "r1", List.of(line), List.of(), 0));
  }

  @Test
  void newsComesToWhoMaySeeIt() throws IOException {
    try (Client client =
        new Client(api, api.token("read:acme/berlin", "read:acme/model"), "", "")) {
      assertThat(client.data(1))
          .containsExactly("event:hello", "data:{\"simulated\":true,\"missed\":false}");
      api.feed.publish(
          List.of(
              counted("other", "berlin", 1),
              counted("acme", "hamburg", 2),
              counted("acme", "berlin", 3),
              counted("acme", "model", 4),
              new News.Left(RunningApi.BOX, new Death(1))));

      List<String> data = client.data(3).stream().filter(l -> l.startsWith("data:")).toList();
      assertThat(data).hasSize(3);
      assertThat(data.get(0)).contains("\"store\":\"berlin\"", "\"simulated\":false", "\"in\":3");
      assertThat(data.get(1)).contains("\"store\":\"model\"", "\"simulated\":true", "\"in\":4");
      assertThat(data.get(2)).contains("\"online\":false");
    }
  }

  @Test
  void whoComesBackGetsWhatItMissed() throws IOException {
    String token = api.token("read:acme/*");
    String last;
    try (Client client = new Client(api, token, "?store=berlin", "")) {
      client.data(1);
      api.feed.publish(List.of(counted("acme", "berlin", 1)));
      last = id(client.data(1));
    }
    api.feed.publish(List.of(counted("acme", "berlin", 2), counted("acme", "hamburg", 3)));
    try (Client client = new Client(api, token, "?store=berlin", last)) {
      assertThat(client.data(2))
          .contains("data:{\"simulated\":true,\"missed\":false}")
          .anyMatch(line -> line.contains("\"in\":2"));
    }
    api.feed.publish(Collections.nCopies(LiveFeed.HELD + 1, counted("acme", "berlin", 9)));
    awaitNoStream(token); // those who left hold their places until their streams find out
    try (Client client = new Client(api, token, "", last)) {
      assertThat(client.data(1)).anyMatch(line -> line.contains("\"missed\":true"));
    }
    try (Client client = new Client(api, token, "", "from another life")) {
      assertThat(client.data(1)).anyMatch(line -> line.contains("\"missed\":true"));
    }
  }

  @Test
  void whoDoesNotReadIsCutOff() throws Exception {
    String token = api.token("read:acme/*");
    try (Client client = new Client(api, token, "", "")) {
      client.data(1);
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (open(token) > 0 && System.nanoTime() < deadline) {
        api.feed.publish(Collections.nCopies(LiveFeed.HELD / 4, counted("acme", "berlin", 1)));
      }
      assertThat(open(token)).isZero();
    }
  }

  @Test
  void thereAreOnlySoManyStreams() throws IOException {
    String token = api.token("read:acme/*");
    try (Client one = new Client(api, token, "", "");
        Client two = new Client(api, token, "", "")) {
      one.data(1);
      two.data(1);
      assertThat(api.get(token, "/api/v1/live").statusCode()).isEqualTo(503);
    }
    assertThat(api.get(token, "/api/v1/live?store=secret").statusCode()).isEqualTo(404);
    assertThat(api.get("", "/api/v1/live").statusCode()).isEqualTo(401);
  }

  private void awaitNoStream(String token) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (open(token) > 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(open(token)).isZero();
  }

  private double open(String token) {
    return api.get(token, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("headcount_live_streams "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }
}
