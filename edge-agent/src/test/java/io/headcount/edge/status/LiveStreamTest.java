package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The live stream over real sockets. */
@Timeout(60)
class LiveStreamTest {
  private final List<Socket> clients = new ArrayList<>();
  private RunningBox box;

  @BeforeEach
  void start() {
    box =
        new RunningBox(FakeBox.box(List.of(FakeBox.counting(FakeBox.DOOR, 12, 9, 3, FakeBox.NOW))));
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    box.close();
  }

  private Socket open() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(
        new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), box.server.port()), 5_000);
    socket.setSoTimeout(20_000);
    String request =
        "GET /api/v1/cameras/door/live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nCookie: "
            + box.cookie()
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    clients.add(socket);
    return socket;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String lineStarting(BufferedReader reader, String start) throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new AssertionError("the stream ended without '" + start + "'");
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      Thread.onSpinWait();
      synchronized (LiveStreamTest.class) {
        LiveStreamTest.class.wait(10);
      }
    }
  }

  private int openStreams() {
    String metrics = box.get("/metrics").body();
    return (int)
        Double.parseDouble(
            metrics
                .lines()
                .filter(line -> line.startsWith("headcount_live_streams "))
                .findFirst()
                .orElseThrow()
                .substring("headcount_live_streams ".length()));
  }

  @Test
  void sendsEachNewOverlayAndItsPicture() throws Exception {
    BufferedReader stream = reader(open());
    assertThat(lineStarting(stream, "HTTP/1.1")).contains("200");
    assertThat(lineStarting(stream, "Content-Type").toLowerCase(java.util.Locale.ROOT))
        .contains("text/event-stream");
    await(() -> box.live.watched(FakeBox.DOOR));
    box.live.publish(FakeBox.DOOR, LiveViewTest.frame(41));

    JsonNode overlay =
        new ObjectMapper().readTree(lineStarting(stream, "data:").substring("data:".length()));

    assertThat(overlay.at("/seq").asLong()).isEqualTo(41);
    assertThat(overlay.at("/people/0/track").asLong()).isEqualTo(7);
    assertThat(overlay.at("/people/0/box").toString()).isEqualTo("[0.1,0.2,0.3,0.6]");
    assertThat(overlay.at("/lines/0/in").asLong()).isEqualTo(12);
    assertThat(overlay.at("/zones/0/now").asLong()).isEqualTo(2);
    var picture = box.get("/api/v1/cameras/door/frames/41.jpg");
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(picture.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(box.get("/api/v1/cameras/door/frames/7.jpg").statusCode())
        .as("replaced by newer ones")
        .isEqualTo(204);
  }

  @Test
  void saysThatItIsAliveWithoutPictures() throws Exception {
    assertThat(lineStarting(reader(open()), ":")).contains("no new picture");
  }

  @Test
  void aClientThatLeavesFreesItsPlace() throws Exception {
    Socket client = open();
    await(() -> openStreams() == 1);
    client.close();
    await(() -> openStreams() == 0);
  }

  @Test
  void refusesMoreThanItCanServe() throws Exception {
    for (int i = 0; i < LiveStreams.MAX_STREAMS; i++) {
      open();
    }
    await(() -> openStreams() == LiveStreams.MAX_STREAMS);

    assertThat(lineStarting(reader(open()), "HTTP/1.1")).contains("503");
  }

  @Test
  void aClientThatDoesNotReadNeverBlocksThePublisherAndLosesItsPlace() throws Exception {
    for (int i = 0; i < LiveStreams.MAX_STREAMS; i++) {
      open();
    }
    await(() -> openStreams() == LiveStreams.MAX_STREAMS);
    // each event is large, so that the buffers between server and client fill
    long sequence = 1;
    var people = new ArrayList<>(LiveViewTest.frame(1).people());
    while (people.size() < 4_000) {
      people.addAll(LiveViewTest.frame(1).people());
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    String answer = "";
    while (!answer.contains("200") && System.nanoTime() < deadline) {
      for (int i = 0; i < 20; i++) {
        box.live.publish(
            FakeBox.DOOR,
            new LiveFrame(
                sequence++, FakeBox.NOW, 768, 576, people, new Jpeg(new byte[] {1, 2, 3})));
        await(() -> true);
        synchronized (this) {
          wait(5);
        }
      }
      answer = lineStarting(reader(open()), "HTTP/1.1");
    }

    assertThat(answer).contains("200");
  }

  @Test
  void stopsSoonWithOpenAndStuckStreams() throws Exception {
    BufferedReader reading = reader(open());
    open();
    lineStarting(reading, "HTTP/1.1");
    await(() -> openStreams() == 2);
    long begin = System.nanoTime();

    box.server.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(reading.lines().noneMatch(line -> line.startsWith("data:"))).isTrue();
  }
}
