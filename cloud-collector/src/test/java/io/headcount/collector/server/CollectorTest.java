package io.headcount.collector.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.config.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CollectorTest {
  @TempDir private Path folder;

  @Test
  void startsEverythingAndLeavesNothingBehind() throws IOException {
    Set<Thread> before = threads();
    try (Collector collector = start(config(0, 0))) {
      assertThat(collector.broker()).isPresent();
      assertThat(collector.api().getPort()).isPositive();
      assertThat(ours(before)).contains("roller", "retention", "ingest-1", "ingest-acks");
    }
    assertThat(ours(before)).isEmpty();
  }

  /** The API starts last: all the rest is there already. */
  @Test
  void stopsWhatItStartedWhenTheApisPortIsTaken() throws IOException {
    Set<Thread> before = threads();
    int broker = free();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      CollectorConfig config = config(broker, taken.getLocalPort());
      assertThatThrownBy(() -> start(config))
          .hasMessageContaining(String.valueOf(taken.getLocalPort()));
    }
    assertThat(ours(before)).isEmpty();
    new ServerSocket(broker, 1, InetAddress.ofLiteral("127.0.0.1")).close();
    start(config(broker, 0)).close();
  }

  @Test
  void stopsWhatItStartedWhenTheBrokersPortIsTaken() throws IOException {
    Set<Thread> before = threads();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      CollectorConfig config = config(taken.getLocalPort(), 0);
      assertThatThrownBy(() -> start(config))
          .hasMessageContaining(String.valueOf(taken.getLocalPort()));
    }
    assertThat(ours(before)).isEmpty();
  }

  private static Collector start(CollectorConfig config) {
    return Collector.start(config, InstantSource.system(), System::nanoTime);
  }

  private CollectorConfig config(int broker, int http) throws IOException {
    Path file = folder.resolve("collector.yaml");
    Files.writeString(
        file, "data: state\nbroker: {port: %d}\nhttp: {port: %d}\n".formatted(broker, http));
    return ConfigReader.ofThisMachine().read(file);
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static Set<Thread> threads() {
    return Set.copyOf(Thread.getAllStackTraces().keySet());
  }

  /** Names of the collector's own threads that were not there before. */
  private static Set<String> ours(Set<Thread> before) {
    return threads().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.matches("roller|retention|ingest-.*|api-live-watch"))
        .collect(Collectors.toSet());
  }
}
