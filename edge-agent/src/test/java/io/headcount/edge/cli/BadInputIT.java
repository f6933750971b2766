package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.capture.Clips;
import io.headcount.edge.count.CountedBox;
import io.headcount.edge.count.Walkers;
import io.headcount.edge.journal.SmallDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users see when something is wrong: where it is, and what to do about it. */
@Timeout(120)
class BadInputIT {
  @TempDir private Path dir;

  private Path config(String more) throws IOException {
    String text =
        """
        data: %s
        status: {port: 0}
        journal: {budget: 128MB}
        cameras:
          - id: door
            source: %s
            playback: loop
            lines:
              - {id: main, from: [0.5, 0.0], to: [0.5, 1.0]}
        %s
        """
            .formatted(dir.resolve("data"), Clips.avi(dir, 20), more);
    return Files.writeString(dir.resolve("agent.yaml"), text);
  }

  private static void failed(Program.Outcome outcome, String... parts) {
    assertThat(outcome.err()).contains(parts).doesNotContain("\tat ", "a fault of the program");
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(1);
  }

  @Test
  void aTruncatedVideoGivesWhatThereIsAndSaysWhereItBroke() throws IOException {
    Path cut = Clips.cut(Clips.avi(dir, 60), 0.5);
    Path rows = dir.resolve("rows.txt");
    Program.Outcome tracked =
        Program.run("track", "--source", cut.toString(), "--out", rows.toString());
    failed(tracked, cut.getFileName().toString());
    assertThat(tracked.err()).containsPattern("(\\d+:\\d\\d|\\d(\\.\\d+)? ?s)");
    assertThat(rows).exists();

    Program.Outcome counted =
        Program.run("count", "--source", cut.toString(), "--config", config("").toString());
    failed(counted, cut.getFileName().toString());
    assertThat(counted.out()).contains("main");
  }

  @Test
  void aTextFileIsNoVideo() throws IOException {
    Path text = Files.writeString(dir.resolve("note.mp4"), "this is not a video\n".repeat(50));
    for (String command : List.of("track", "count")) {
      String[] arguments =
          command.equals("track")
              ? new String[] {"track", "--source", text.toString(), "--out", dir + "/rows"}
              : new String[] {
                "count", "--source", text.toString(), "--config", config("").toString()
              };
      failed(Program.run(arguments), "note.mp4", ": ");
    }
    assertThat(dir.resolve("rows")).doesNotExist();
    failed(Program.run("track", "--source", dir + "/none.mp4", "--out", dir + "/rows"), "none.mp4");
  }

  @Test
  void anEmptiedModelIsNotLoaded() throws IOException {
    Path shipped = Path.of(System.getProperty("headcount.home"), "models");
    Path own = Files.createDirectory(dir.resolve("models"));
    String catalog = Files.readString(shipped.resolve("catalog.yaml"));
    Files.writeString(own.resolve("catalog.yaml"), catalog.replace("id: nanodet-g", "id: mine"));
    try (Stream<Path> files = Files.list(shipped)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.getFileName().toString().startsWith("nanodet")) {
          Files.copy(file, own.resolve(file.getFileName()));
        }
      }
    }
    Files.write(own.resolve("nanodet-g.onnx"), new byte[0]);
    failed(
        Program.run(
            "track",
            "--source",
            Clips.avi(dir, 5).toString(),
            "--out",
            dir + "/rows",
            "--models",
            own.toString(),
            "--model",
            "mine",
            "--engine",
            "onnxruntime"),
        "nanodet-g.onnx",
        ": ");
  }

  record Row(String yaml, String place, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            "    zones: [{id: z, type: area, polygon: [[0,0],[1,1],[1,0],[0,1]]}]",
            "cameras[0].zones[0].polygon",
            "crosses itself"),
        new Row(
            "  - {id: till, source: /dev/video0, lines: [{id: l, from: [0.5, 0.5], to: [0.5, 0.5]}]}",
            "cameras[1].lines[0]",
            "from and to are the same point"),
        new Row("  - {id: till, source: /dev/video0, rate: -5}", "cameras[1].rate", "-5"),
        new Row("detector: {threads: -2}", "detector.threads", "-2 is outside"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aWrongConfigurationIsRefusedWithItsPlace(Row row) throws IOException {
    Path file = config(row.yaml());
    for (String command : List.of("run", "count")) {
      Program.Outcome outcome = Program.run(command, "--config", file.toString());
      failed(outcome, "agent.yaml:", row.place(), row.message());
    }
    Program.Outcome checked = Program.run("check", file.toString());
    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.out()).contains(row.place(), row.message(), "-> ", "1 problem, ");
  }

  @Test
  void tenMistakesAreTenProblems() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("ten.yaml"),
            """
            time_zone: Europe/Pari
            zebra: 1
            detector: {engine: magic, threads: 0}
            status: {port: 70000}
            journal: {budget: none}
            cameras:
              - id: door
                source: gopher://door
                rate: -1
                lines:
                  - {id: main, from: [0.5, 0.5], to: [0.5, 0.5]}
                zones:
                  - {id: z, type: area, polygon: [[0, 0], [1, 1], [1, 0], [0, 1]]}
            """);
    Program.Outcome outcome = Program.run("check", file.toString());
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).contains("10 problems, 0 warnings");
    assertThat(outcome.out().lines().filter(line -> line.startsWith(file.toString()))).hasSize(10);
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    failed(Program.run("run", "--config", dir + "/none.yaml"), "none.yaml");
    String clip = Clips.avi(dir, 5).toString();
    failed(
        Program.run("track", "--source", clip, "--out", dir + "/r", "--model", "yolo99"),
        "yolo99",
        "nanodet-g");
    failed(
        Program.run("track", "--source", clip, "--out", dir + "/r", "--engine", "gpu"),
        "'gpu' is not an engine",
        "onnxruntime, onnxruntime_int8 or pytorch");
    failed(
        Program.run("track", "--source", clip, "--out", dir + "/r", "--device", "gpu:97"),
        "gpu:97",
        "use device auto or cpu");
    failed(Program.run("track", "--source", clip, "--out", dir + "/r", "--threads", "-3"), "-3");
    failed(Program.run("track", "--source", clip, "--out", dir + "/no/such/r"), "no/such/r", ": ");
    assertThat(Program.run("track", "--source", clip).status()).isEqualTo(2);
    assertThat(Program.run("replay", "--data", clip, "--threads", "many").status()).isEqualTo(2);
  }

  @Test
  void aPortInUseIsNamedAndNothingIsLeftRunning() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path file = config("");
      Files.writeString(
          file, Files.readString(file).replace("port: 0", "port: " + other.getLocalPort()));
      failed(
          Program.run("run", "--config", file.toString()),
          "port " + other.getLocalPort(),
          "set another port");
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("journal", "counting");
  }

  @Test
  void aReadOnlyDataFolderIsToldAtStart() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(dir, 16)) {
      Path file = config("");
      Files.writeString(
          file,
          Files.readString(file)
              .replace(dir.resolve("data").toString(), disk.folder().resolve("data").toString()));
      disk.makeReadOnly();
      failed(Program.run("run", "--config", file.toString()), "data", ": ");
    }
  }

  @Test
  void aSecondAgentIsToldWhoHasTheFolder() throws Exception {
    Path file = config("");
    Path log = dir.resolve("first.log");
    Process first = Program.start(log, "run", "--config", file.toString());
    try {
      await(first, log, "counting on 1 camera");
      failed(
          Program.run("run", "--config", file.toString()),
          "in use by process " + first.pid(),
          ": ");
    } finally {
      first.destroy();
      assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Files.readString(log)).contains("stopping").doesNotContain("\tat ");
    assertThat(first.exitValue()).isIn(0, 143);
  }

  @Test
  void aDamagedDatabaseIsPutAwayAndRebuiltFromTheJournal() throws Exception {
    Path data = dir.resolve("data");
    try (CountedBox box = CountedBox.open(data)) {
      box.append(List.of(Walkers.started(Walkers.MORNING, CountedBox.REVISION)));
      box.append(Walkers.walk(Walkers.MORNING, Duration.ofMinutes(15))).count();
    }
    Path database = data.resolve("state.db");
    flip(database, 8192, 20_480);
    try (CountedBox box = CountedBox.open(data)) {
      assertThat(box.database().damage()).isPresent();
      assertThat(box.database().damage().orElseThrow()).contains("quarantine");
      Instant later = Walkers.MORNING.plus(Duration.ofMinutes(20));
      box.append(List.of(Walkers.started(later, CountedBox.REVISION))).count();
    }
    assertThat(CountedBox.stored(database))
        .hasSize(32)
        .containsExactlyInAnyOrderElementsOf(CountedBox.recount(data, CountedBox.SCENES));
    Program.Outcome verified = Program.run("replay", "--data", data.toString(), "--verify");
    assertThat(verified.out()).contains("equal");
    assertThat(verified.status()).isZero();
  }

  @Test
  void aDamagedJournalCostsOnlyWhatWasInIt() throws Exception {
    Path data = dir.resolve("data");
    try (CountedBox box = CountedBox.open(data)) {
      box.append(List.of(Walkers.started(Walkers.MORNING, CountedBox.REVISION)));
      box.append(Walkers.walk(Walkers.MORNING, Duration.ofMinutes(10))).count();
    }
    int stored = CountedBox.stored(data.resolve("state.db")).size();
    try (Stream<Path> files = Files.list(data.resolve("journal/live"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".cq4")).toList()) {
        flip(file, 300_000, 300_100);
      }
    }
    Instant later = Walkers.MORNING.plus(Duration.ofMinutes(20));
    try (CountedBox box = CountedBox.open(data)) {
      box.append(List.of(Walkers.started(later, CountedBox.REVISION)));
      box.append(Walkers.walk(later, Duration.ofMinutes(2))).count();
      assertThat(CountedBox.stored(data.resolve("state.db"))).hasSize(stored + 2 + 4);
    }
    assertThat(data.resolve("journal/quarantine")).isNotEmptyDirectory();
  }

  private static void flip(Path file, long from, long to) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (long at = from; at < to; at++) {
        bytes.seek(at);
        int old = bytes.read();
        bytes.seek(at);
        bytes.write(old ^ 0x5a);
      }
    }
  }

  private static void await(Process process, Path log, String text) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Files.readString(log).contains(text)) {
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      assertThat(System.nanoTime()).as("within 60 s").isLessThan(end);
      assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
