package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headcount.analytics.scene.CameraId;
import io.headcount.edge.capture.CaptureException.Reason;
import io.headcount.edge.capture.CaptureStatus.State;
import io.headcount.program.settings.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against GStreamer's RTSP server, which is killed, frozen and started otherwise. */
class RtspCameraIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final CaptureOptions QUICK =
      new CaptureOptions(
          Duration.ofSeconds(3), Duration.ofSeconds(2), Playback.FAST, Decoding.PROCESSOR);
  private static final CaptureOptions USUAL =
      new CaptureOptions(
          Duration.ofSeconds(10), Duration.ofSeconds(5), Playback.FAST, Decoding.PROCESSOR);
  private static final Backoff OFTEN =
      new Backoff(Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(5));

  @BeforeAll
  static void setUp() throws IOException, InterruptedException {
    RtspServer.setUp();
  }

  @ParameterizedTest
  @CsvSource({"/h264, h264", "/jpeg, mjpeg"})
  void framesArrive(String path, String codec) {
    try (RtspServer server = RtspServer.start(0);
        FrameSource source = VideoSources.system().open(server.source(path), USUAL)) {
      assertThat(source.info().codec()).isEqualTo(codec);
      assertThat(source.info().width()).isEqualTo(320);
      assertThat(source.info().height()).isEqualTo(240);
      for (int n = 1; n <= 10; n++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.index()).isEqualTo(n);
          assertThat(frame.width()).isEqualTo(320);
        }
      }
    }
  }

  @Test
  void aKilledServerIsWaitedForAndLostTimeIsCounted() {
    RtspServer first = RtspServer.start(0);
    try (Camera camera = new Camera(first.source("/h264"))) {
      CaptureStatus before = camera.await(status -> status.received() > 5);
      first.close();
      long outage = System.nanoTime();
      camera.await(status -> status.state() == State.BACKING_OFF);
      CaptureStatus down = camera.await(status -> status.reconnects() >= 2);
      assertThat(down.lastError()).get().asString().contains("127.0.0.1");
      try (RtspServer second = RtspServer.start(first.port(), "--size", "640x480")) {
        CaptureStatus back =
            camera.await(
                status ->
                    status.state() == State.STREAMING && status.received() > down.received() + 5);
        Duration longest = Duration.ofNanos(System.nanoTime() - outage);
        assertThat(second.port()).isEqualTo(first.port());
        assertThat(back.lost().minus(before.lost()))
            .isBetween(longest.dividedBy(3), longest.plusMillis(500));
        // the new server sends another size
        assertThat(camera.width()).isEqualTo(640);
      }
    } finally {
      first.close();
    }
  }

  @Test
  void aFrozenServerIsStalledAndRecovers() {
    try (RtspServer server = RtspServer.start(0);
        Camera camera = new Camera(server.source("/h264"))) {
      camera.await(status -> status.received() > 5);
      long frozen = System.nanoTime();
      server.freeze();
      CaptureStatus stalled = camera.await(status -> status.state() == State.STALLED);
      // a margin for a machine that is busy otherwise
      assertThat(Duration.ofNanos(System.nanoTime() - frozen))
          .isBetween(QUICK.stallTime().minusMillis(500), QUICK.stallTime().plusSeconds(3));
      assertThat(stalled.lastError()).get().asString().contains("no picture");
      server.thaw();
      CaptureStatus back =
          camera.await(
              status ->
                  status.state() == State.STREAMING && status.received() > stalled.received() + 5);
      assertThat(back.reconnects()).isPositive();
      assertThat(back.lost()).isGreaterThanOrEqualTo(QUICK.stallTime());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/nowhere, WRONG_PATH, no such path",
    "/sound, UNSUPPORTED, no video",
    "/private, UNSUPPORTED, no video",
  })
  void whatIsWrongIsSaid(String path, Reason reason, String words) {
    try (RtspServer server = RtspServer.start(0)) {
      CaptureException fault = fault(server.source(path), USUAL);
      assertThat(fault.reason()).isEqualTo(reason);
      assertThat(fault).hasMessageContaining(path).hasMessageContaining(words);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "p@ss:w/%x?&#ü "})
  void thePasswordOpensAndAWrongOneDoesNot(String password) {
    try (RtspServer server = RtspServer.start(0, "--user", "door", "--password", password)) {
      VideoSource.Rtsp open = (VideoSource.Rtsp) server.source("/h264");
      try (FrameSource source = VideoSources.system().open(login(open, password), USUAL)) {
        assertThat(source.info().width()).isEqualTo(320);
      }
      CaptureException wrong = fault(login(open, "secret7"), USUAL);
      assertThat(wrong.reason()).isEqualTo(Reason.UNAUTHORIZED);
      assertThat(wrong).hasMessageContaining("refuses").hasMessageNotContaining("secret7");
      CaptureException none = fault(open, USUAL);
      assertThat(none.reason()).isEqualTo(Reason.UNAUTHORIZED);
      assertThat(none).hasMessageContaining("wants a user and password");
    }
  }

  @Test
  void aClosedPortAndASilentOneAreToldApart() throws IOException {
    VideoSource source;
    try (ServerSocket silent = new ServerSocket(0)) {
      source = VideoSource.parse("rtsp://127.0.0.1:" + silent.getLocalPort() + "/a");
      assertThat(fault(source, QUICK).reason()).isEqualTo(Reason.UNREACHABLE);
    }
    assertThat(fault(source, QUICK).reason()).isEqualTo(Reason.REFUSED);
  }

  @Test
  void closingStopsALoopThatConnectsToSilence() throws IOException {
    try (ServerSocket silent = new ServerSocket(0);
        Camera camera =
            new Camera(VideoSource.parse("rtsp://127.0.0.1:" + silent.getLocalPort() + "/a"))) {
      try (Socket connected = silent.accept()) {
        assertThat(connected.isConnected()).isTrue();
        camera.loop.close();
        assertThat(camera.loop.status().state()).isEqualTo(State.ENDED);
      }
    }
  }

  private static VideoSource login(VideoSource.Rtsp source, String password) {
    return new VideoSource.Rtsp(
        source.address(), Optional.of(new VideoSource.Credentials("door", new Secret(password))));
  }

  private static CaptureException fault(VideoSource source, CaptureOptions options) {
    return catchThrowableOfType(
        CaptureException.class, () -> VideoSources.system().open(source, options).close());
  }

  /** A capture loop on its thread. */
  private static final class Camera implements AutoCloseable {
    private final LatestFrameSlot slot = new LatestFrameSlot();
    private final CaptureLoop loop;

    Camera(VideoSource source) {
      this.loop =
          new CaptureLoop(
              new CameraId("door"),
              () -> VideoSources.system().open(source, QUICK),
              slot,
              OFTEN,
              InstantSource.system(),
              Ticker.system(),
              new Random(5));
      Thread.ofPlatform().name(loop.threadName()).start(loop);
    }

    CaptureStatus await(Predicate<CaptureStatus> condition) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      CaptureStatus status = loop.status();
      while (!condition.test(status)) {
        assertThat(System.nanoTime()).as("still waiting with %s", status).isLessThan(end);
        LockSupport.parkNanos(5_000_000);
        status = loop.status();
      }
      return status;
    }

    int width() {
      try (Frame frame = slot.take(PATIENCE).orElseThrow()) {
        return frame.width();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      loop.close();
      slot.close();
    }
  }
}
