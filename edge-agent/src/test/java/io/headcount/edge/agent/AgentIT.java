package io.headcount.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.capture.Clips;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.journal.SmallDisk;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.edge.status.BoxStatus;
import io.headcount.edge.status.CameraStatus;
import io.headcount.edge.status.CameraStatus.CameraState;
import io.headcount.edge.store.StateReader;
import io.headcount.edge.uplink.BoxControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole box in this process, on clips that loop. */
@Timeout(180)
class AgentIT {
  @TempDir private Path dir;

  private AgentConfig config(Path data) throws IOException {
    Path clip = Clips.avi(dir, 40);
    String text =
        """
        box: proof
        data: %s
        status: {port: 0}
        journal: {budget: 128MB}
        cameras:
          - id: door
            source: %s
            playback: loop
            lines:
              - {id: main, from: [0.5, 0.0], to: [0.5, 1.0]}
          - id: till
            source: %s
            playback: loop
            rate: 5
            zones:
              - {id: queue, type: queue, polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]}
          - id: yard
            source: rtsp://127.0.0.1:9/none
        """
            .formatted(data, clip, clip);
    Path file = Files.writeString(dir.resolve("agent.yaml"), text);
    return ConfigReader.ofThisBox().read(file);
  }

  private static EdgeAgent start(AgentConfig config) {
    return EdgeAgent.start(
        config,
        ModelDirectories.standard(Path.of(System.getProperty("headcount.home")), Map.of()),
        "test",
        InstantSource.system(),
        BoxControl.fixed(InstantSource.system()),
        Optional.empty());
  }

  @Test
  void runsAnswersAndStopsWithoutTraces() throws Exception {
    AgentConfig config = config(dir.resolve("data"));
    start(config).close(); // what the libraries keep for ever is there now
    Set<String> threads = threads();
    Set<String> files = temporary();

    long begun;
    try (EdgeAgent agent = start(config)) {
      await(() -> processed(agent, "door") >= 3 && processed(agent, "till") >= 3);
      await(() -> camera(agent.status(), "yard").lastError().isPresent());
      await(() -> get(agent, "/health/ready").statusCode() == 200);
      assertThat(get(agent, "/").body()).contains("<html");
      assertThat(get(agent, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(agent, "/metrics").body()).contains("camera=\"door\"").contains("headcount_");
      assertThat(get(agent, "/api/v1/status").body()).contains("\"yard\"");
      BoxStatus status = agent.status();
      assertThat(camera(status, "door").state()).isEqualTo(CameraState.STREAMING);
      assertThat(camera(status, "door").lines()).hasSize(1);
      assertThat(camera(status, "till").zones()).hasSize(1);
      assertThat(camera(status, "yard").state())
          .isIn(CameraState.BACKING_OFF, CameraState.CONNECTING);
      assertThat(status.journal().entries()).isPositive();
      assertThat(agent.ended()).isFalse();
      begun = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    await(() -> threads.containsAll(threads()));
    assertThat(temporary()).isEqualTo(files);
    assertThat(new StateReader(config.dataDirectory().resolve("state.db")).position()).isPresent();
  }

  @Test
  void aFullDiskIsToldAndRecordingGoesOnByItself() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir, 96)) {
      AgentConfig config = config(disk.folder().resolve("data"));
      Path filler = disk.folder().resolve("filler");
      try (EdgeAgent agent = start(config)) {
        await(() -> agent.status().journal().entries() > 5);
        disk.fill(filler, 8 << 20);
        await(() -> agent.status().journal().paused());
        assertThat(agent.status().problems())
            .anySatisfy(problem -> assertThat(problem.toString()).contains("nothing is recorded"));
        // it goes on seeing, and answers
        long frames = processed(agent, "door");
        await(() -> processed(agent, "door") > frames);
        assertThat(get(agent, "/health/live").statusCode()).isEqualTo(200);
        long appended = agent.status().journal().entries();
        Files.delete(filler);
        await(() -> agent.status().journal().entries() > appended + 5);
        assertThat(agent.status().journal().paused()).isFalse();
      }
    }
  }

  @Test
  void anAgentThatStartsOnAFullDiskCountsOnceThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir, 96)) {
      AgentConfig config = config(disk.folder().resolve("data"));
      Path filler = disk.folder().resolve("filler");
      disk.fill(filler, 8 << 20);
      try (EdgeAgent agent = start(config)) {
        await(() -> agent.status().journal().paused() && processed(agent, "door") > 2);
        Files.delete(filler);
        await(() -> agent.status().journal().entries() > 5);
      }
      String state =
          Files.readString(disk.folder().resolve("data/state.db"), StandardCharsets.ISO_8859_1);
      // the configuration is in force: the snapshot knows the cameras
      assertThat(state).contains("\"door\":{");
    }
  }

  private static CameraStatus camera(BoxStatus status, String id) {
    return status.cameras().stream()
        .filter(camera -> camera.id().value().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static long processed(EdgeAgent agent, String id) {
    return camera(agent.status(), id).throughput().processed();
  }

  private static HttpResponse<String> get(EdgeAgent agent, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(agent.address() + path))
              .header("Authorization", "Bearer " + token(agent))
              .timeout(Duration.ofSeconds(20))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A fresh one for each question, which is out of force afterwards. */
  private static String token(EdgeAgent agent) {
    agent.access().revokeToken("test");
    return agent.access().issueToken("test");
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        // numbered threads of pools come and go
        .map(name -> name.replaceAll("[0-9]+", "N"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("sqlite-") || name.startsWith("onnxruntime-java"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(50).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 50 s").isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
