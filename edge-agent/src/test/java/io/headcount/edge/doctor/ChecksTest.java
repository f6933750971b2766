package io.headcount.edge.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.edge.capture.CameraProbe.Report;
import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.capture.CaptureException.Reason;
import io.headcount.edge.capture.Decoding;
import io.headcount.edge.capture.PictureQuality;
import io.headcount.edge.capture.Playback;
import io.headcount.edge.capture.StreamInfo;
import io.headcount.edge.capture.VideoLibraries;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.Looks;
import io.headcount.edge.config.StatusConfig;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.edge.store.StateDb;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.ClockCheck;
import io.headcount.program.doctor.DataCheck;
import io.headcount.program.doctor.DataCheck.Disk;
import io.headcount.program.doctor.Finding;
import io.headcount.program.doctor.Finding.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksTest {
  private static final DataCheck.Reserve RESERVE =
      new DataCheck.Reserve(0.15, "nothing is recorded any more");
  private static final long GIB = 1L << 30;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final VideoSource RTSP = VideoSource.parse("rtsp://cam/1");
  private static final VideoSource USB = VideoSource.parse("/dev/video0");

  @TempDir private Path dir;

  record Row(Check check, Level level, String found, String cure) {
    @Override
    public String toString() {
      return check.name() + " " + level + " " + found;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        // Java
        row(java("25.0.1", "", true), Level.OK, "Java 25.0.1", ""),
        row(java("26", "", true), Level.OK, "Java 26", ""),
        row(java("21.0.2", "", true), Level.FAIL, "too old", "JDK 25"),
        row(java("25", "sun.nio.ch", true), Level.FAIL, "journal", "--add-opens=java.base/sun.nio"),
        row(java("25", "", false), Level.WARN, "native access", "--enable-native-access"),
        // machine
        row(machine("Linux", "amd64", 2, 4 * GIB), Level.OK, "4096 MiB", ""),
        row(machine("Linux", "aarch64", 1, 4 * GIB), Level.WARN, "1 core,", "second core"),
        row(machine("Linux", "amd64", 2, GIB), Level.WARN, "1024 MiB", "2 GiB"),
        row(machine("Linux", "riscv64", 2, 4 * GIB), Level.FAIL, "riscv64", "arm64"),
        row(machine("Windows 11", "amd64", 2, 4 * GIB), Level.FAIL, "Windows", "Linux"),
        // libraries
        row(video("LGPL version 3", ""), Level.OK, "FFmpeg 8 (LGPL version 3), OpenCV 4", ""),
        row(video("GPL version 3", "--enable-gpl"), Level.WARN, "GPL", "LGPL alone"),
        row(
            new VideoCheck(
                () -> {
                  throw new UnsatisfiedLinkError("no jniavutil");
                }),
            Level.FAIL,
            "no jniavutil",
            "lib folder"),
        row(new PrivacyCheck(file -> false, name -> "true"), Level.OK, "nothing reports", ""),
        row(new PrivacyCheck(file -> false, name -> ""), Level.WARN, "switch", "-Dchronicle"),
        row(new PrivacyCheck(file -> true, name -> "true"), Level.FAIL, "reports", "delete"),
        // agent
        row(new AgentCheck(Optional::empty), Level.OK, "does not run", ""),
        row(new AgentCheck(() -> Optional.of("42")), Level.OK, "process 42", ""),
        // clock
        row(clock(NOON, Instant.EPOCH, true), Level.OK, "follows a time server", ""),
        row(clock(NOON, NOON.plusSeconds(59), true), Level.OK, "follows a time server", ""),
        row(clock(NOON, NOON.plusSeconds(600), true), Level.WARN, "10 min behind", "set-ntp"),
        row(clock(NOON, Instant.EPOCH, false), Level.WARN, "no time server", "set-ntp"),
        row(clock(Instant.EPOCH, Instant.EPOCH, true), Level.FAIL, "1970-01-01", "set-ntp"),
        row(
            new ClockCheck(InstantSource.fixed(NOON), Instant.EPOCH, Optional::empty),
            Level.OK,
            "not known",
            ""),
        // cameras
        row(camera(RTSP, true, source -> report(120, 0.3, 0)), Level.OK, "64x48 h264, 20", ""),
        row(camera(RTSP, true, source -> report(10, 0.3, 0)), Level.WARN, "very dark", "light"),
        row(camera(RTSP, true, source -> report(120, 0.6, 0)), Level.WARN, "blurred", "focus"),
        row(camera(RTSP, true, source -> report(120, 0.3, 3)), Level.WARN, "damaged: 3", "cable"),
        row(camera(RTSP, true, ChecksTest::refused), Level.FAIL, "unauthorized", "user"),
        row(camera(RTSP, false, ChecksTest::refused), Level.OK, "not enabled", ""),
        row(camera(USB, true, ChecksTest::refused), Level.OK, "left to the running agent", ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachSaysWhatItFindsAndTheCure(Row row) throws Exception {
    Finding finding = row.check().run();

    assertThat(finding.name()).isEqualTo(row.check().name());
    assertThat(finding.level()).as(finding.toString()).isEqualTo(row.level());
    assertThat(finding.found()).contains(row.found());
    assertThat(finding.cure().orElse("")).contains(row.cure());
    assertThat(finding.cure().isPresent()).isEqualTo(row.level() != Level.OK);
  }

  @Test
  void diskOfTheDataDirectory() throws Exception {
    assertThat(data("ext4", 100, 16).level()).isEqualTo(Level.OK);
    assertThat(data("ext4", 100, 14).level()).isEqualTo(Level.FAIL);
    assertThat(data("tmpfs", 100, 50).cure().orElse("")).contains("gone when the machine stops");
    assertThat(data("nfs4", 100, 50).cure().orElse("")).contains("local disk");
    assertThat(data("overlay", 100, 50).cure().orElse("")).contains("volume");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void dataDirectoryOfSomebodyElse() throws Exception {
    Finding finding =
        new DataCheck(dir, "nobody-here", folder -> new Disk("ext4", 100, 50), RESERVE).run();

    assertThat(finding.level()).isEqualTo(Level.WARN);
    assertThat(finding.found()).contains("belongs to");
  }

  @Test
  void dataDirectoryThatIsNotThereYetIsNotMade() throws Exception {
    Path data = dir.resolve("a/b");
    Finding finding =
        new DataCheck(data, "any", folder -> new Disk("ext4", 100, 50), RESERVE).run();

    assertThat(finding.level()).isEqualTo(Level.OK);
    assertThat(finding.found()).contains("will be made");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void dataDirectoryThatCannotBeWritten() throws Exception {
    Path readOnly = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(readOnly), "needs Linux");
    Finding finding = new DataCheck(readOnly, "any", DataCheck::disk, RESERVE).run();

    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.found()).contains("cannot be written");
  }

  @Test
  void portThatIsFreeTakenOrServedByAnAgent() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
      port = server.getLocalPort();
      Thread agent = answering(server, "{\"live\":true}");
      assertThat(port(port).found()).contains("running agent");
      agent.join(Duration.ofSeconds(10));

      Thread other = answering(server, "hello");
      Finding taken = port(port);
      other.join(Duration.ofSeconds(10));
      assertThat(taken.level()).isEqualTo(Level.FAIL);
      assertThat(taken.cure().orElse("")).contains("status.port");
    }
    assertThat(port(port).found()).contains("is free");
    assertThat(port(0).level()).isEqualTo(Level.OK);
  }

  @Test
  void databaseThatIsMissingWholeOrDamaged() throws Exception {
    Path file = dir.resolve("state.db");
    assertThat(new DatabaseCheck(file).run().found()).contains("none yet");

    StateDb.open(file, InstantSource.fixed(NOON)).close();
    assertThat(new DatabaseCheck(file).run().found()).contains("is whole");

    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(100);
      raw.write(new byte[(int) raw.length() - 100]);
    }
    Finding damaged = new DatabaseCheck(file).run();
    assertThat(damaged.level()).isEqualTo(Level.FAIL);
    assertThat(damaged.cure().orElse("")).contains("quarantine");
  }

  @Test
  void catalogueThatIsEmptyOrAltered() throws Exception {
    Path shipped = dir.resolve("models");
    ModelDirectories directories = new ModelDirectories(shipped, dir.resolve("own"));
    assertThat(new CatalogCheck(directories).run().found()).contains("empty");

    Path home = Path.of(System.getProperty("headcount.home", "..")).resolve("models");
    Files.createDirectories(shipped);
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, shipped.resolve(file.getFileName()));
      }
    }
    assertThat(new CatalogCheck(directories).run().level()).isEqualTo(Level.OK);
    Files.writeString(shipped.resolve("nanodet-g.onnx"), "other");
    Finding altered = new CatalogCheck(directories).run();
    assertThat(altered.level()).isEqualTo(Level.FAIL);
    assertThat(altered.cure().orElse("")).contains("nanodet-g.onnx");
  }

  @Test
  void slowDiskOfTheJournal() throws Exception {
    long[] nanos = {0};
    Finding slow =
        new JournalCheck(dir, InstantSource.fixed(NOON), () -> nanos[0] += 300_000_000).run();
    Finding fast = new JournalCheck(dir, InstantSource.fixed(NOON), () -> 0).run();

    assertThat(slow.level()).isEqualTo(Level.WARN);
    assertThat(slow.found()).contains("longest sync 300 ms");
    assertThat(fast.level()).isEqualTo(Level.OK);
    assertThat(dir).isEmptyDirectory();
  }

  private static Row row(Check check, Level level, String found, String cure) {
    return new Row(check, level, found, cure);
  }

  private static Check java(String version, String closed, boolean nativeAccess) {
    return new JavaCheck(
        Runtime.Version.parse(version), name -> !name.equals(closed), nativeAccess);
  }

  private static Check machine(String system, String architecture, int cores, long memory) {
    return new MachineCheck(system, architecture, cores, memory);
  }

  private static Check video(String licence, String options) {
    return new VideoCheck(() -> new VideoLibraries("8", licence, "--enable-x " + options, "4"));
  }

  private static Check clock(Instant now, Instant saved, boolean synchronised) {
    return new ClockCheck(InstantSource.fixed(now), saved, () -> Optional.of(synchronised));
  }

  private static Check camera(
      VideoSource source, boolean enabled, Function<VideoSource, Report> probe) {
    CameraId id = new CameraId("door");
    Scene scene = new Scene(id, List.of(), List.of());
    CameraConfig camera =
        new CameraConfig(
            id,
            source,
            Playback.REALTIME,
            Decoding.PROCESSOR,
            enabled,
            Optional.empty(),
            Looks.AS_NEEDED,
            Optional.empty(),
            Optional.empty(),
            scene);
    return new CameraCheck(camera, () -> true, probe);
  }

  private static Report report(int light, double blur, long errors) {
    return new Report(
        new StreamInfo(64, 48, 10, "h264"),
        Duration.ofMillis(100),
        Optional.of(new PictureQuality(light, 140, 0.01, 0.01, blur)),
        20,
        Duration.ofSeconds(2),
        errors);
  }

  private static Report refused(VideoSource source) {
    throw new CaptureException(Reason.UNAUTHORIZED, source + ": wants another user");
  }

  private Finding data(String kind, long total, long usable) throws IOException {
    String owner = Files.getOwner(dir).getName();
    return new DataCheck(dir, owner, folder -> new Disk(kind, total, usable), RESERVE).run();
  }

  private static Finding port(int port) {
    return new PortCheck(StatusConfig.defaults().withPort(port)).run();
  }

  /** Answers one request. */
  private static Thread answering(ServerSocket server, String body) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (Socket socket = server.accept()) {
                byte[] request = new byte[4096];
                int length = socket.getInputStream().read(request);
                String head =
                    length < 0
                        ? ""
                        : "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n";
                OutputStream out = socket.getOutputStream();
                out.write((head.formatted(body.length()) + body).getBytes(StandardCharsets.UTF_8));
                out.flush();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
