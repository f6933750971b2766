package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.CountWindow;
import io.headcount.contract.JsonCodec;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.count.CountedBox;
import io.headcount.edge.count.Walkers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReplayIT {
  private static final String OTHER =
      """
      box: other
      cameras:
        - id: door
          source: rtsp://door.example/stream
          lines:
            - {id: main, from: [0.5, 0.0], to: [0.5, 1.0]}
          zones:
            - {id: shelf, type: product, polygon: [[0.3, 0.2], [0.7, 0.2], [0.7, 1.0], [0.3, 1.0]]}
        - id: till
          source: rtsp://till.example/stream
          lines:
            - {id: main, from: [0.5, 0.0], to: [0.5, 1.0]}
      """;

  @TempDir private Path dir;
  private Path data = Path.of("");

  @BeforeEach
  void fill() {
    data = dir.resolve("data");
    try (CountedBox box = CountedBox.open(data)) {
      box.append(Walkers.random(31, Duration.ofMinutes(20), List.of(CountedBox.REVISION))).count();
    }
  }

  private Program.Outcome replay(String... more) {
    return Program.run(
        Stream.concat(Stream.of("replay", "--data", data.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private static List<CountWindow> windows(String out) {
    JsonCodec codec = new JsonCodec();
    return out.lines().map(line -> codec.read(line, CountWindow.class)).toList();
  }

  @Test
  void twiceGivesTheSameBytesAndChangesNothing() {
    Map<Path, String> before = contents();
    Program.Outcome first = replay();
    Program.Outcome second = replay();
    assertThat(first.status()).isZero();
    assertThat(first.out().getBytes(StandardCharsets.UTF_8))
        .isEqualTo(second.out().getBytes(StandardCharsets.UTF_8))
        .hasSizeGreaterThan(10_000);
    assertThat(windows(first.out()))
        .containsExactlyInAnyOrderElementsOf(CountedBox.stored(data.resolve("state.db")));
    assertThat(replay("--verify").out()).contains("equal");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void anotherConfigurationGivesWhatARunWithItGives() throws Exception {
    Path file = Files.writeString(dir.resolve("other.yaml"), OTHER);
    AgentConfig other = ConfigReader.ofThisBox().withoutSources().read(file);

    // a fresh box that makes the same observations with the other configuration from the start
    Path twin = dir.resolve("twin");
    try (CountedBox box = CountedBox.open(twin)) {
      String revision = box.remember(other.scenes());
      assertThat(revision).isEqualTo(other.revision());
      box.append(Walkers.random(31, Duration.ofMinutes(20), List.of(revision))).count();
    }
    Program.Outcome replayed = replay("--config", file.toString());
    assertThat(replayed.status()).isZero();
    assertThat(windows(replayed.out()))
        .containsExactlyInAnyOrderElementsOf(CountedBox.stored(twin.resolve("state.db")));
    assertThat(windows(replayed.out()))
        .isNotEqualTo(windows(replay().out()))
        .allSatisfy(window -> assertThat(window.revision()).isEqualTo(other.revision()));
  }

  @Test
  void onlyTheTimeAskedForIsPrinted() {
    String from = "2026-03-02T09:05:00Z";
    String to = "2026-03-02T09:10:00Z";
    List<CountWindow> all = windows(replay().out());
    assertThat(windows(replay("--from", from, "--to", to).out()))
        .isNotEmpty()
        .isEqualTo(
            all.stream()
                .filter(window -> window.start().toString().compareTo(from) >= 0)
                .filter(window -> window.start().toString().compareTo(to) < 0)
                .toList());
    Program.Outcome wrong = replay("--from", "yesterday");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("'yesterday' is not a time").contains("2026-03-01T09:00:00Z");
  }

  @Test
  void aFlippedJournalIsToldAsADifferenceAndNotReadAsTruth() throws Exception {
    Path file;
    try (Stream<Path> files = Files.list(data.resolve("journal/live"))) {
      file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long middle = 400_000;
      for (long at = middle; at < middle + 64; at++) {
        bytes.seek(at);
        int old = bytes.read();
        bytes.seek(at);
        bytes.write(old ^ 0x5a);
      }
    }
    Program.Outcome verified = replay("--verify");
    assertThat(verified.status()).isEqualTo(1);
    assertThat(verified.out()).contains("difference");
    assertThat(replay().status()).isZero();
  }

  @Test
  void aFolderWithoutAnAgentIsRefused() {
    Program.Outcome none = Program.run("replay", "--data", dir.resolve("none").toString());
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).contains("none").contains("name the data folder of an agent");
  }

  private Map<Path, String> contents() {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          // SQLite's own scratch comes with every reader
          .filter(path -> !path.toString().endsWith("-shm") && !path.toString().endsWith("-wal"))
          .filter(path -> !path.toString().contains("sqlite"))
          .sorted(Comparator.naturalOrder())
          .collect(Collectors.toMap(path -> path, ReplayIT::hash));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(Path file) {
    try {
      return Files.size(file) + " " + Arrays.hashCode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
