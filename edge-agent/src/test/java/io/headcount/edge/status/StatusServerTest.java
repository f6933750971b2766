package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.edge.status.CameraStatus.CameraState;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes, over a real port. */
class StatusServerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern LENGTH =
      Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);
  private static RunningBox box;

  @BeforeAll
  static void start() {
    box = new RunningBox(status());
  }

  @AfterAll
  static void stop() {
    box.close();
  }

  private static BoxStatus status() {
    return FakeBox.box(
        List.of(
            FakeBox.counting(FakeBox.DOOR, 12, 9, 3, FakeBox.NOW),
            FakeBox.silent(FakeBox.STREET, FakeBox.NOW.minusSeconds(14))));
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  @Test
  void tellsTheStatusAndTheMachine() {
    JsonNode status = json(box.get("/api/v1/status"));

    assertThat(status.at("/name").asText()).isEqualTo("Shop 12");
    assertThat(status.at("/at").asText()).isEqualTo("2026-03-02T10:15:30Z");
    assertThat(status.at("/uptime").asDouble()).isEqualTo(108_000);
    assertThat(status.at("/cameras/0/state").asText()).isEqualTo("streaming");
    assertThat(status.at("/cameras/0/lines/0/from/0").asDouble()).isEqualTo(0.62);
    assertThat(status.at("/cameras/1/state").asText()).isEqualTo("backing_off");
    assertThat(status.at("/cameras/1/lastError/cure").asText()).startsWith("check the camera");
    assertThat(status.at("/host/heapBytes").asLong()).isPositive();
  }

  @Test
  void tellsOneCameraAndItsWindows() {
    assertThat(json(box.get("/api/v1/cameras"))).hasSize(2);
    assertThat(json(box.get("/api/v1/cameras/door")).at("/lines/0/today/in").asInt()).isEqualTo(12);
    assertThat(json(box.get("/api/v1/cameras/door/windows"))).hasSize(60);
    JsonNode windows = json(box.get("/api/v1/cameras/door/windows?limit=2"));
    assertThat(windows).hasSize(2);
    assertThat(windows.at("/0/start").asText()).isEqualTo("2026-03-02T10:14:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /nothing,                               404",
    "GET,  /api/v1/cameras/attic,                  404",
    "GET,  /api/v1/cameras/attic/live,             404",
    "GET,  /api/v1/cameras/attic/frames/7.jpg,     404",
    "GET,  /api/v1/cameras/door/frames/x.jpg,      400",
    "GET,  /api/v1/cameras/door/windows?limit=0,   400",
    "GET,  /api/v1/cameras/door/windows?limit=-1,  400",
    "GET,  /api/v1/cameras/door/windows?limit=1441,400",
    "GET,  /api/v1/cameras/door/windows?limit=abc, 400",
    "GET,  /api/v1/cameras/door/windows?limit=99999999999999999999, 400",
    "POST, /api/v1/status,                         403",
    "DELETE, /api/v1/cameras/door,                 403",
    "HEAD, /api/v1/status,                         405",
    "POST, /sign-in,                               405",
    "PUT,  /api/v1/session,                        405",
    "GET,  /page/../../BoxStatus.class,            404",
    "GET,  /page/%2e%2e/%2e%2e/openapi.yaml,       404",
    "GET,  /page/..%2fopenapi.yaml,                404",
    "GET,  /page/nothing.js,                       404",
    "GET,  //etc/passwd,                           404",
  })
  void refusesWithReasonAndCure(String method, String path, int status) throws IOException {
    String answer = raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status);
    JsonNode body = MAPPER.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    assertThat(body.at("/error").asText()).isNotBlank();
    assertThat(body.at("/hint").asText()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "/nothing,        'text/html,*/*;q=0.8', text/html",
    "/nothing,        application/json,      application/json",
    "/api/v1/nothing, 'text/html,*/*;q=0.8', application/json",
  })
  void whoLooksForAPageIsShownOne(String path, String accept, String type) {
    HttpResponse<String> response = box.send(box.request(path).header("Accept", accept).build());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "localhost:8080, 200",
    "127.0.0.1:80, 200",
    "'[::1]:80', 200",
    "LOCALHOST, 200",
    "evil.example, 403",
    "localhost.evil.example, 403",
    "127.0.0.1.evil.example:80, 403",
    "192.168.1.5, 403",
  })
  void answersOnlyToItsOwnNames(String host, int status) throws IOException {
    assertThat(raw("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\n"))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void refusesLargeRequests() throws IOException {
    // nothing of the 600 kB is sent: the answer comes, and the connection ends, before they could
    // be
    assertThat(raw("POST /api/v1/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 600000\r\n"))
        .startsWith("HTTP/1.1 413")
        .contains("application/json");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(40_000) + "\r\n"))
        .startsWith("HTTP/1.1 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page/app.js", "/api/v1/status", "/metrics", "/nothing"})
  void tellsBrowsersToBeStrict(String path) {
    HttpResponse<String> response = box.get(path);

    assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void pageFilesAreKeptByTheBrowserUntilTheyChange() {
    HttpResponse<String> first = box.get("/page/status.css");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpRequest again = box.request("/page/status.css").header("If-None-Match", tag).build();

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(box.send(again).statusCode()).isEqualTo(304);
    assertThat(box.get("/").body()).contains("<title>Headcount</title>").doesNotContain("style=");
  }

  @Test
  void metricsNameWhatIsCounted() {
    HttpResponse<String> metrics = box.get("/metrics");

    assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(metrics.body())
        .contains("headcount_agent{")
        .contains("headcount_frames_processed_total{camera=\"door\"} 41000.0")
        .contains("headcount_frames_dropped_total{camera=\"door\"} 380.0")
        .contains(
            "headcount_crossings_total{camera=\"door\",direction=\"in\",line=\"entrance\"} 4012.0")
        .contains("headcount_camera_state{camera=\"street\",state=\"backing_off\"} 1.0")
        .contains("headcount_camera_state{camera=\"street\",state=\"streaming\"} 0.0")
        .contains("headcount_zone_people{camera=\"door\",zone=\"lawn\"} 2.0")
        .contains("headcount_last_frame_timestamp_seconds{camera=\"door\"}")
        .contains("headcount_coverage_ratio{camera=\"door\"} 0.98")
        .contains("headcount_disk_free_bytes 4.1E10")
        .contains("headcount_problems{severity=\"error\"} 0.0");
  }

  @Test
  void liveIsAlwaysAndReadyOnlyWhileFramesAreProcessed() {
    assertThat(box.get("/health/live").statusCode()).isEqualTo(200);
    JsonNode ready = json(box.get("/health/ready"));
    assertThat(ready.at("/ready").asBoolean()).isTrue();
    assertThat(ready.at("/cameras/1/ready").asBoolean()).isFalse();
    assertThat(ready.at("/cameras/1/lastFrameAge").asInt()).isEqualTo(14);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "STREAMING,   0,  true",
        "STREAMING,   10, true",
        "STREAMING,   11, false",
        "STREAMING,   -,  false",
        "CONNECTING,  -,  false",
        "STALLED,     9,  true",
        "BACKING_OFF, 30, false",
        "ENDED,       3,  true",
        "ENDED,       60, false",
        "DISABLED,    -,  false",
      })
  void readyMeansAFrameWithinTenSeconds(CameraState state, Integer age, boolean ready) {
    Optional<Instant> last = Optional.ofNullable(age).map(FakeBox.NOW::minusSeconds);
    CameraStatus camera = FakeBox.camera(FakeBox.DOOR, state, last, Optional.empty(), 0, 0, 0);

    assertThat(Readiness.of(FakeBox.box(List.of(camera)), FakeBox.NOW).ready()).isEqualTo(ready);
  }

  @Test
  void notReadyWithoutCameras() {
    assertThat(Readiness.of(FakeBox.box(List.of()), FakeBox.NOW).ready()).isFalse();
  }

  @Test
  void aFailingSourceBreaksTheAnswerAndNotTheServer() {
    try (RunningBox broken = new RunningBox(status())) {
      broken.source.set(
          () -> {
            throw new IllegalStateException("rtsp://user:secret@camera is gone");
          });

      HttpResponse<String> failed = broken.get("/api/v1/status");

      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.body()).contains("hint").doesNotContain("secret");
      assertThat(broken.get("/").statusCode()).isEqualTo(200);
      assertThat(broken.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(broken.get("/health/ready").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void aTakenPortIsNamedWithItsCure() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start(taken.getLocalPort()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("set another port");
    }
  }

  @Test
  void isNotOpenedToTheNetworkWithoutTls() {
    InetAddress all = InetAddress.ofLiteral("0.0.0.0");
    assertThatThrownBy(() -> Place.loopback(all, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use 127.0.0.1");
  }

  private static void start(int port) {
    StatusServer.start(
            Place.loopback(InetAddress.ofLiteral("127.0.0.1"), port),
            box.box.access(),
            StatusServerTest::status,
            FakeBox::windows,
            new LiveView(System::nanoTime),
            List.of(),
            () -> FakeBox.NOW,
            System::nanoTime)
        .close();
  }

  private static String raw(String head) throws IOException {
    return raw(box, head + "Cookie: " + box.cookie() + "\r\n");
  }

  /** Sends a stranger's bytes as they are: HTTP clients mend paths and host names. */
  static String raw(RunningBox box, String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), box.server.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      return answer(socket.getInputStream());
    }
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
    return head + new String(body, StandardCharsets.UTF_8);
  }
}
