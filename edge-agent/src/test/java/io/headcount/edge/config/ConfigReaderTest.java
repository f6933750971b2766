package io.headcount.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.headcount.analytics.floor.FloorRectangle;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.analytics.geometry.Anchor;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.CrossingPolicy;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.statics.StaticsRule;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.edge.capture.Decoding;
import io.headcount.edge.capture.Playback;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSource.Credentials;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DeviceChoice;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.program.settings.ConfigException;
import io.headcount.program.settings.Keys;
import io.headcount.program.settings.Problem;
import io.headcount.program.settings.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  private static final String FULL =
      """
      box: demo
      time_zone: Europe/Paris
      data: state
      detector:
        model: yolox-s
        engine: onnxruntime
        device: gpu:1
        threads: 3
        long_side: 640
      budget:
        cores: 1.5
      status:
        bind: ::1
        port: 0
      journal:
        budget: 512MiB
        retention: 7d12h
      cameras:
        - id: door
          source: rtsp://cam.example:554/stream1
          username: viewer
          password_file: door.password
          decoding: auto
          enabled: false
          rate: 7.5
          looks: every_frame
          long_side: 512
          region: [[0, 0.25], [1, 0.25], [1, 1]]
          lines:
            - {id: entrance, from: [0.1, 0.5], to: [0.9, 0.5], anchor: center,
               hysteresis: 0.02, debounce: 1m30s, policy: once_per_track}
          zones:
            - {id: queue, type: queue, polygon: [[0.1, 0.1], [0.9, 0.1], [0.5, 0.9]],
               anchor: top_center, inertia: 250ms, exit_grace: 1.5s, min_dwell: 10s}
          statics: {after: 5m, radius: 0.08}
          floor: {corners: [[0.2, 0.9], [0.8, 0.9], [0.7, 0.5], [0.3, 0.5]], width: 2, depth: 3.5}
        - id: clip
          source: clip.mp4
          playback: loop
          lines: []
      """;

  @TempDir private Path folder;
  private Box box = new Box(Path.of(""));

  @BeforeEach
  void files() {
    box = new Box(folder);
    box.write("clip.mp4", "video");
    box.write("door.password", "s3cr3t!\n");
  }

  @Test
  void minimalFileHasDefaults() {
    AgentConfig config = box.read("cameras: [{id: usb, source: /dev/video0}]");

    assertThat(config.box()).isEqualTo("till-box");
    assertThat(config.zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(config.dataDirectory()).isEqualTo(Path.of("/home/agent/.local/state/headcount"));
    assertThat(config.detector())
        .isEqualTo(
            new DetectorOptions(
                "nanodet-g", EngineChoice.AUTO, new DeviceChoice.Auto(), 0, Optional.empty()));
    assertThat(config.status())
        .isEqualTo(
            new StatusConfig(
                InetAddress.ofLiteral("127.0.0.1"),
                8080,
                Set.of(),
                false,
                Optional.empty(),
                Optional.empty()));
    assertThat(config.journal()).isEqualTo(new JournalConfig(2_000_000_000L, Duration.ofDays(30)));
    CameraId usb = new CameraId("usb");
    assertThat(config.cameras())
        .containsExactly(
            new CameraConfig(
                usb,
                new VideoSource.UsbCamera(Path.of("/dev/video0")),
                Playback.REALTIME,
                Decoding.PROCESSOR,
                true,
                Optional.empty(),
                Looks.AS_NEEDED,
                Optional.empty(),
                Optional.empty(),
                new Scene(usb, List.of(), List.of())));
  }

  @Test
  void camerasAreShownAsLargeAsTheySayElseAsTheDetectorDoes() {
    AgentConfig config =
        box.read(
            """
            detector: {long_side: 320}
            cameras:
              - {id: own, source: /dev/video0, long_side: 512}
              - {id: shared, source: /dev/video1}
              - {id: people, source: /dev/video2, long_side: auto}
            """);

    assertThat(config.cameras().stream().map(CameraConfig::longSide))
        .containsExactly(Optional.of(512), Optional.of(320), Optional.empty());
    assertThat(
            box.read("{detector: {long_side: auto}, cameras: [{id: usb, source: /dev/video0}]}")
                .cameras()
                .getFirst()
                .longSide())
        .isEmpty();
  }

  @Test
  void aFloorThatWasMeasuredByPeopleIsKeptAsWhatWasFound() {
    AgentConfig config =
        box.read(
            """
            cameras:
              - id: usb
                source: /dev/video0
                lines: []
                floor: {height: 2.84, tilt: 31.2, lens: 80, aspect: 1.3333, spread: 0.08}
            """);

    assertThat(config.cameras().getFirst().floor())
        .contains(
            new UprightCamera.Found(
                new UprightCamera(2.84, Math.toRadians(31.2), Math.toRadians(80), 1.3333), 0.08));
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void whatIsMeasuredOnTheFloorDoesNotChangeTheRevision() {
    String floor =
        "{corners: [[0.4, 0.6], [0.45, 0.6], [0.45, 0.5], [0.4, 0.5]], width: 1, depth: 1}";
    AgentConfig small =
        box.read("cameras: [{id: usb, source: /dev/video0, lines: [], floor: " + floor + "}]");

    assertThat(small.revision())
        .isEqualTo(box.read("cameras: [{id: usb, source: /dev/video0, lines: []}]").revision());
    assertThat(small.warnings().getFirst().message()).contains("less than 1 % of the picture");
    assertThat(small.warnings().getFirst().path()).isEqualTo("cameras[0].floor.corners");
  }

  @Test
  void thePageMayBePrivateForGood() {
    String camera = "\ncameras: [{id: usb, source: /dev/video0}]";
    assertThat(box.read("status: {privacy: true}" + camera).status().privacy()).isTrue();
    assertThat(box.read("status: {privacy: false}" + camera).status().privacy()).isFalse();
  }

  @Test
  void linesAndZonesHaveDefaultRules() {
    AgentConfig config =
        box.read(
            """
            cameras:
              - id: usb
                source: /dev/video0
                lines: [{id: in, from: [0.1, 0.5], to: [0.9, 0.5]}]
                zones: [{id: all, type: area, polygon: [[0, 0], [1, 0], [1, 1]]}]
            """);

    Scene scene = config.scenes().getFirst();
    assertThat(scene.lines())
        .containsExactly(
            CountingLine.of("in", new Segment(new Point(0.1, 0.5), new Point(0.9, 0.5))));
    assertThat(scene.zones())
        .containsExactly(
            Zone.of(
                "all",
                ZoneType.AREA,
                new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1)))));
    assertThat(scene.statics()).isEqualTo(StaticsRule.DEFAULT);
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void oneHalfOfTheRuleForThingsKeepsTheOther() {
    String camera = "cameras: [{id: usb, source: /dev/video0, statics: {%s}}]";

    assertThat(box.read(camera.formatted("after: 1h")).scenes().getFirst().statics())
        .isEqualTo(new StaticsRule(Duration.ofHours(1), StaticsRule.DEFAULT.radius()));
    assertThat(box.read(camera.formatted("radius: 0.5")).scenes().getFirst().statics())
        .isEqualTo(new StaticsRule(StaticsRule.DEFAULT.after(), 0.5));
  }

  @Test
  void everyKeyIsRead() {
    AgentConfig config = box.read(FULL);

    assertThat(config.box()).isEqualTo("demo");
    assertThat(config.zone()).isEqualTo(ZoneId.of("Europe/Paris"));
    assertThat(config.dataDirectory()).isEqualTo(folder.resolve("state"));
    assertThat(config.detector())
        .isEqualTo(
            new DetectorOptions(
                "yolox-s", EngineChoice.ONNXRUNTIME, new DeviceChoice.Gpu(1), 3, Optional.of(640)));
    assertThat(config.budget()).isEqualTo(new BudgetConfig(Optional.of(1.5)));
    assertThat(config.status().bind()).isEqualTo(InetAddress.ofLiteral("::1"));
    assertThat(config.status().port()).isZero();
    assertThat(config.journal())
        .isEqualTo(new JournalConfig(512L << 20, Duration.ofHours(7 * 24 + 12)));
    CameraId door = new CameraId("door");
    CameraId clip = new CameraId("clip");
    assertThat(config.cameras())
        .containsExactly(
            new CameraConfig(
                door,
                new VideoSource.Rtsp(
                    URI.create("rtsp://cam.example:554/stream1"),
                    Optional.of(new Credentials("viewer", new Secret("s3cr3t!")))),
                Playback.REALTIME,
                Decoding.AUTO,
                false,
                Optional.of(7.5),
                Looks.EVERY_FRAME,
                Optional.of(512),
                Optional.of(
                    new Polygon(List.of(new Point(0, 0.25), new Point(1, 0.25), new Point(1, 1)))),
                new Scene(
                    door,
                    List.of(
                        new CountingLine(
                            "entrance",
                            new Segment(new Point(0.1, 0.5), new Point(0.9, 0.5)),
                            Anchor.CENTER,
                            0.02,
                            Duration.ofSeconds(90),
                            CrossingPolicy.ONCE_PER_TRACK)),
                    List.of(
                        new Zone(
                            "queue",
                            ZoneType.QUEUE,
                            new Polygon(
                                List.of(
                                    new Point(0.1, 0.1), new Point(0.9, 0.1), new Point(0.5, 0.9))),
                            Anchor.TOP_CENTER,
                            Duration.ofMillis(250),
                            Duration.ofMillis(1500),
                            Duration.ofSeconds(10))),
                    new StaticsRule(Duration.ofMinutes(5), 0.08)),
                Optional.of(
                    new FloorRectangle(
                        List.of(
                            new Point(0.2, 0.9),
                            new Point(0.8, 0.9),
                            new Point(0.7, 0.5),
                            new Point(0.3, 0.5)),
                        2,
                        3.5)),
                Optional.of(folder.resolve("door.password"))),
            new CameraConfig(
                clip,
                new VideoSource.VideoFile(folder.resolve("clip.mp4")),
                Playback.LOOP,
                Decoding.PROCESSOR,
                true,
                Optional.empty(),
                Looks.AS_NEEDED,
                Optional.of(640),
                Optional.empty(),
                new Scene(clip, List.of(), List.of())));
  }

  @Test
  void theFullFileNamesEveryKey() {
    for (Keys keys : AgentKeys.LAYOUT.parts()) {
      boolean elsewhere =
          List.of(AgentKeys.UPLINK, AgentKeys.STATUS, AgentKeys.FLOOR).contains(keys);
      if (elsewhere) {
        continue; // have their own tests
      }
      assertThat(keys.names())
          .filteredOn(key -> !key.equals("uplink"))
          .allSatisfy(key -> assertThat(FULL).contains(key + ":"));
    }
  }

  @Test
  void systemdGivesTheDataDirectory() {
    ConfigReader reader =
        new ConfigReader(Map.of("STATE_DIRECTORY", "/var/lib/a:/var/lib/b"), folder, "");
    AgentConfig config =
        reader.read(box.write("c.yaml", "cameras: [{id: usb, source: /dev/video0}]"));

    assertThat(config.dataDirectory()).isEqualTo(Path.of("/var/lib/a"));
    assertThat(config.box()).isEqualTo("headcount");
  }

  @Test
  void jsonIsYaml() {
    AgentConfig config =
        box.read(
            """
            {
            \t"box": "demo",
            \t"cameras": [
            \t\t{"id": "usb", "source": "/dev/video0", "enabled": true, "rate": 5,
            \t\t "lines": [{"id": "in", "from": [0.1, 5e-1], "to": [0.9, 0.5]}]}
            \t]
            }
            """);

    assertThat(config.box()).isEqualTo("demo");
    assertThat(config.scenes().getFirst().lines()).hasSize(1);
  }

  @Test
  void tenErrorsAreTenProblems() {
    List<Problem> problems =
        box.problems(
            """
            boxx: demo
            time_zone: Europe/Pariss
            detector: {engine: tensorrt}
            status: {bind: everywhere, port: 99999}
            cameras:
              - id: back door
                sorce: rtsp://cam/stream
                rate: fast
                lines:
                  - {id: in, from: [0.1, 50], to: [0.9, 0.5], debounce: 1}
            """);

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly(
            "boxx",
            "time_zone",
            "detector.engine",
            "status.bind",
            "status.port",
            "cameras[0].id",
            "cameras[0].sorce",
            "cameras[0].rate",
            "cameras[0].lines[0].from[1]",
            "cameras[0].lines[0].debounce");
  }

  @Test
  void passwordsAreNeverRepeated() {
    List<String> files =
        List.of(
            "cameras: [{id: a, source: 'rtsp://admin:geheim@cam/1'}]",
            "cameras: [{id: a, source: 'rtsp://admin:ge/geheim@cam/1'}]",
            "cameras: [{id: a, source: 'rtsp://admin:gehe im@cam/1'}]",
            "cameras:\n  - id: a\n    source: rtsp://cam/1\n    password: geheim, geheim # geheim\n",
            "{\"cameras\": [{\"id\": \"a\", \"password\": \"ge\\\"heim geheim\", \"source\": 1}]}",
            "cameras:\n  - id: a\n    camera_password: 'geheim'\n   source: x\n");
    for (String file : files) {
      List<Problem> problems = box.problems(file);
      assertThat(problems).as(file).isNotEmpty();
      assertThat(problems.toString()).as(file).doesNotContain("geheim", "gehe im", "heim");
    }
    assertThat(box.read(FULL).toString()).doesNotContain("s3cr3t");
  }

  @Test
  void oddShapesAreWarnedOf() {
    AgentConfig config =
        box.read(
            """
            cameras:
              - id: idle
                source: /dev/video0
              - id: odd
                source: http://cam/video?user=a&password=b
                lines:
                  - {id: short, from: [0.5, 0.5], to: [0.51, 0.5]}
                  - {id: edge, from: [0.1, 0.99], to: [0.9, 1]}
                  - {id: whole, from: [0, 0.5], to: [1, 0.5]}
                zones:
                  - {id: tiny, type: area, polygon: [[0.5, 0.5], [0.51, 0.5], [0.5, 0.51]]}
            """);

    assertThat(config.warnings())
        .extracting(Problem::line, Problem::path)
        .containsExactly(
            tuple(2, "cameras[0]"),
            tuple(5, "cameras[1].source"),
            tuple(7, "cameras[1].lines[0].to"),
            tuple(8, "cameras[1].lines[1].to"),
            tuple(11, "cameras[1].zones[0].polygon"));
    assertThat(config.warnings().toString()).doesNotContain("password=b");
  }

  @Test
  void onlyWhatDeterminesTheNumbersChangesTheRevision() {
    String revision = box.read(FULL).revision();

    assertThat(revision).matches("[0-9a-f]{12}");
    for (String same :
        List.of(
            FULL.replace("port: 0", "port: 8081"),
            FULL.replace("[0.1, 0.5]", "[ 0.10, .5 ]"),
            FULL.replace("1m30s", "90s"),
            FULL.replace("rate: 7.5", "rate: 8"),
            FULL.replace("box: demo", "# a remark\nbox: other"))) {
      assertThat(box.read(same).revision()).as(same).isEqualTo(revision);
    }
    for (String other :
        List.of(
            FULL.replace("[0.1, 0.5]", "[0.11, 0.5]"),
            FULL.replace("1m30s", "91s"),
            FULL.replace("hysteresis: 0.02", "hysteresis: 0.03"),
            FULL.replace("once_per_track", "every_crossing"),
            FULL.replace("anchor: center", "anchor: top_center"),
            FULL.replace("id: door", "id: door2"),
            FULL.replace("type: queue", "type: service"),
            FULL.replace("min_dwell: 10s", "min_dwell: 11s"),
            FULL.replace("[0.5, 0.9]]", "[0.5, 0.8]]"))) {
      assertThat(other).isNotEqualTo(FULL);
      assertThat(box.read(other).revision()).as(other).isNotEqualTo(revision);
    }
  }

  @Test
  void damagedFilesNeverCrashTheReader() throws Exception {
    Random random = new Random(20260101);
    Path file = folder.resolve("agent.yaml");
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      Files.write(file, damaged(FULL.getBytes(StandardCharsets.UTF_8), random));
      try {
        Box.READER.read(file);
      } catch (ConfigException e) {
        refused++;
        assertThat(e.problems()).isNotEmpty();
      }
    }
    assertThat(refused).isBetween(500, 2000);
  }

  @Test
  void hostileFilesEndSoon() {
    assertThat(box.problems("cameras: &loop [*loop]")).isNotEmpty();
    assertThat(box.problems("box: " + "x".repeat(1_000_000))).hasSize(2);
    assertThat(box.problems("cameras: [" + "{},".repeat(60) + "{}]")).hasSize(122);
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] bytes = good.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) "{}[],:&*!|>'\"%@`#-?~ \t\n".charAt(random.nextInt(23));
            default -> bytes[random.nextInt(bytes.length)];
          };
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  @Test
  void thePageMayBeOpenedToTheNetworkAndHasTlsThen() throws IOException {
    Path code = Files.writeString(folder.resolve("sticker"), "K7WN-42QH-XTPA\n");
    Path pem = Files.writeString(folder.resolve("page.pem"), "");
    StatusConfig open =
        box.read(
                """
                status:
                  bind: 0.0.0.0
                  names: [Box-12.Shop.example, till]
                  claim_code_file: sticker
                cameras: [{id: usb, source: /dev/video0}]
                """)
            .status();
    assertThat(open.tls()).isTrue();
    assertThat(open.names()).containsExactlyInAnyOrder("box-12.shop.example", "till");
    assertThat(open.claimCode()).contains(new Secret(Files.readString(code).strip()));
    StatusConfig own =
        box.read(
                """
                status: {certificate_file: page.pem, key_file: page.pem}
                cameras: [{id: usb, source: /dev/video0}]
                """)
            .status();
    assertThat(own.tls()).isTrue();
    assertThat(own.certificate()).contains(new StatusConfig.Certificate(pem, pem));
    assertThat(StatusConfig.defaults().tls()).isFalse();
    assertThat(box.problems("status: {key_file: page.pem}\ncameras: []"))
        .anySatisfy(
            problem -> assertThat(problem.message()).contains("certificate_file is missing"));
  }
}
