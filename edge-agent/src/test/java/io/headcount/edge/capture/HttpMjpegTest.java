package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headcount.edge.capture.CaptureException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpMjpegTest {
  private static final CaptureOptions OPTIONS =
      new CaptureOptions(
          Duration.ofSeconds(5), Duration.ofSeconds(1), Playback.FAST, Decoding.PROCESSOR);

  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch finished = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext("/silent", exchange -> send(exchange, 3, 64));
    server.createContext("/broken", exchange -> sendAndBreak(exchange));
    server.createContext("/page", exchange -> page(exchange));
    server
        .createContext("/private", exchange -> send(exchange, 3, 64))
        .setAuthenticator(
            new BasicAuthenticator("camera") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return user.equals("door") && password.equals("p@ss:w/%x");
              }
            });
    server.start();
  }

  @AfterEach
  void stop() {
    finished.countDown();
    server.stop(0);
    workers.shutdownNow();
  }

  @Test
  void picturesArriveAndSilenceIsAStall() {
    try (FrameSource source = VideoSources.system().open(at("/silent"), OPTIONS)) {
      assertThat(source.info().codec()).isEqualTo("mjpeg");
      for (int n = 0; n < 3; n++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.width()).isEqualTo(64);
          assertThat(Clips.blue(frame)).isCloseTo(50 * n, within(6));
        }
      }
      CaptureException stalled = catchThrowableOfType(CaptureException.class, () -> source.next());
      assertThat(stalled.reason()).isEqualTo(Reason.STALLED);
    }
  }

  @Test
  void anotherSizeMidstreamAndADamagedPictureBreakNothing() {
    try (FrameSource source = VideoSources.system().open(at("/broken"), OPTIONS)) {
      source.next().orElseThrow().close();
      source.next().orElseThrow().close();
      try (Frame larger = source.next().orElseThrow()) {
        assertThat(larger.width()).isEqualTo(96);
        assertThat(larger.height()).isEqualTo(48);
      }
      assertThat(source.decodeErrors()).isPositive();
      CaptureException broken = catchThrowableOfType(CaptureException.class, () -> source.next());
      assertThat(broken.reason()).isEqualTo(Reason.BROKEN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/none, WRONG_PATH, no such path",
    "/page, UNSUPPORTED, no MJPEG",
    "/private, UNAUTHORIZED, wants a user",
  })
  void whatIsWrongIsSaid(String path, Reason reason, String words) {
    CaptureException fault = fault(at(path));
    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault).hasMessageContaining(path).hasMessageContaining(words);
  }

  @Test
  void thePasswordOpens() {
    String address = at("/private").toString().replace("http://", "http://door:p%40ss:w%2F%25x@");
    try (FrameSource source = VideoSources.system().open(VideoSource.parse(address), OPTIONS)) {
      assertThat(source.info().height()).isEqualTo(48);
    }
    CaptureException wrong = fault(VideoSource.parse(address.replace("p%40ss", "secret7")));
    assertThat(wrong.reason()).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(wrong).hasMessageContaining("refuses").hasMessageNotContaining("secret7");
  }

  @Test
  void aNameThatIsNotKnownIsSaid() {
    CaptureException fault = fault(VideoSource.parse("http://camera.invalid/video"));
    assertThat(fault.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(fault).hasMessageContaining("camera.invalid");
  }

  private VideoSource at(String path) {
    return VideoSource.parse("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static CaptureException fault(VideoSource source) {
    return catchThrowableOfType(
        CaptureException.class, () -> VideoSources.system().open(source, OPTIONS).close());
  }

  /** Sends so many pictures and keeps the connection open. */
  private void send(HttpExchange exchange, int pictures, int width) throws IOException {
    OutputStream out = begin(exchange);
    for (int n = 0; n < pictures; n++) {
      part(out, jpeg(width, 50 * n));
    }
    out.write("--frame\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private static void sendAndBreak(HttpExchange exchange) throws IOException {
    OutputStream out = begin(exchange);
    part(out, jpeg(64, 0));
    part(out, jpeg(64, 0));
    part(out, "this is no picture".getBytes(StandardCharsets.US_ASCII));
    part(out, jpeg(96, 0));
    out.write("--frame\r\n".getBytes(StandardCharsets.US_ASCII));
    exchange.close();
  }

  private static void page(HttpExchange exchange) throws IOException {
    byte[] page = "<html>hello</html>".getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  private static OutputStream begin(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=frame");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void part(OutputStream out, byte[] body) throws IOException {
    String head =
        "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + body.length + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static byte[] jpeg(int width, int blue) {
    try (Mat picture = Clips.picture(width, 48, blue);
        BytePointer bytes = new BytePointer()) {
      opencv_imgcodecs.imencode(".jpg", picture, bytes);
      byte[] out = new byte[(int) bytes.limit()];
      bytes.get(out);
      return out;
    }
  }
}
