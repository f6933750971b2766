package io.headcount.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.floor.Calibration;
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
import io.headcount.program.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigWriterTest {
  private static final int CONFIGURATIONS = 300;
  private static final String ODD =
      "Shop \"12\" \\ it's: # {a} [b] - & * ! | > %@`~\u00e9\u4e2d\ud83d\ude00 <script>\t";

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAsTheSameRecords() {
    Box box = new Box(folder);
    box.writeSecret("one.password", "correct horse");
    Path own = box.write("agent.yaml", "data: state\ncameras: [{id: own, source: /dev/video0}]");
    Random random = new Random(5);
    for (int i = 0; i < CONFIGURATIONS; i++) {
      AgentConfig config = config(random, Box.READER.read(own));

      String text = ConfigWriter.write(config);
      AgentConfig read = Box.READER.read(own, text);

      assertThat(read).as("%s", text).isEqualTo(with(config, read));
      assertThat(ConfigWriter.write(read)).isEqualTo(text);
    }
  }

  /** Its cameras are added on the page. */
  @Test
  void aBoxMayHaveNoCameraYet() {
    Box box = new Box(folder);
    AgentConfig config = box.read("cameras: []");
    assertThat(config.cameras()).isEmpty();
    assertThat(box.read(ConfigWriter.write(config)).cameras()).isEmpty();
  }

  @Test
  void noPasswordIsEverWritten() {
    Box box = new Box(folder);
    box.writeSecret("one.password", "correct horse");
    AgentConfig config =
        box.read(
            "cameras: [{id: a, source: 'rtsp://cam/1', username: u, password_file: one.password}]");

    assertThat(ConfigWriter.write(config)).contains("one.password").doesNotContain("correct horse");
  }

  /** Warnings are found anew, and are no part of what is written. */
  private static AgentConfig with(AgentConfig config, AgentConfig read) {
    return new AgentConfig(
        config.box(),
        config.zone(),
        config.dataDirectory(),
        config.detector(),
        config.budget(),
        config.status(),
        config.journal(),
        config.uplink(),
        config.cameras(),
        Scenes.revision(config.scenes()),
        read.warnings());
  }

  private AgentConfig config(Random random, AgentConfig own) {
    List<CameraConfig> cameras =
        IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(i -> camera(random, i)).toList();
    return new AgentConfig(
        random.nextBoolean() ? ODD.strip() : "till",
        random.nextBoolean() ? ZoneOffset.UTC : ZoneId.of("Europe/Paris"),
        own.dataDirectory(),
        new DetectorOptions(
            "model-1",
            pick(random, EngineChoice.values()),
            random.nextBoolean() ? new DeviceChoice.Auto() : new DeviceChoice.Gpu(2),
            random.nextInt(5),
            Optional.empty()),
        new BudgetConfig(random.nextBoolean() ? Optional.empty() : Optional.of(share(random) + 1)),
        own.status(),
        new JournalConfig(
            (64L << 20) + random.nextInt(1_000_000_000),
            Duration.ofHours(1).plusMillis(random.nextInt(1_000_000_000))),
        own.uplink(),
        cameras,
        "",
        List.of());
  }

  private CameraConfig camera(Random random, int number) {
    CameraId id = new CameraId("cam-" + number);
    Optional<Credentials> login =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new Credentials(ODD.strip(), new Secret("correct horse")));
    VideoSource source =
        switch (random.nextInt(3)) {
          case 0 -> new VideoSource.Rtsp(URI.create("rtsp://cam.example:554/a?b=1&c=%20"), login);
          case 1 -> new VideoSource.HttpMjpeg(URI.create("https://cam.example/mjpeg"), login);
          default -> new VideoSource.UsbCamera(Path.of("/dev/video" + number));
        };
    boolean usb = source instanceof VideoSource.UsbCamera;
    return new CameraConfig(
        id,
        source,
        Playback.REALTIME,
        pick(random, Decoding.values()),
        random.nextBoolean(),
        random.nextBoolean() ? Optional.empty() : Optional.of(0.5 + share(random)),
        pick(random, Looks.values()),
        random.nextBoolean() ? Optional.empty() : Optional.of(32 * (5 + random.nextInt(40))),
        random.nextBoolean() ? Optional.empty() : Optional.of(polygon(random)),
        scene(random, id),
        floor(random),
        login.filter(_ -> !usb).map(_ -> folder.resolve("one.password").toAbsolutePath()));
  }

  private static Optional<Calibration> floor(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Optional.empty();
      case 1 ->
          Optional.of(
              new FloorRectangle(
                  List.of(
                      new Point(share(random) / 4, 0.75 + share(random) / 4),
                      new Point(0.75 + share(random) / 4, 0.75 + share(random) / 4),
                      new Point(0.75 + share(random) / 4, share(random) / 4),
                      new Point(share(random) / 4, share(random) / 4)),
                  0.1 + share(random),
                  99 * random.nextDouble() + 0.5));
      default ->
          Optional.of(
              new UprightCamera.Found(
                  new UprightCamera(
                      0.5 + 9 * random.nextDouble(),
                      Math.toRadians(random.nextInt(8900) / 100.0),
                      Math.toRadians((1500 + random.nextInt(13500)) / 100.0),
                      0.5 + random.nextDouble()),
                  share(random) * 0.9));
    };
  }

  private static Scene scene(Random random, CameraId id) {
    List<CountingLine> lines = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      lines.add(
          new CountingLine(
              "line." + i,
              new Segment(point(random), point(random)),
              pick(random, Anchor.values()),
              share(random) / 4,
              Duration.ofMillis(random.nextInt(600_000)),
              pick(random, CrossingPolicy.values())));
    }
    List<Zone> zones = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      zones.add(
          new Zone(
              "zone_" + i,
              pick(random, ZoneType.values()),
              polygon(random),
              pick(random, Anchor.values()),
              Duration.ofMillis(random.nextInt(3_600_000)),
              Duration.ofSeconds(random.nextInt(3_600)),
              Duration.ofMinutes(random.nextInt(60))));
    }
    return new Scene(
        id,
        lines,
        zones,
        new StaticsRule(
            Duration.ofSeconds(10 + random.nextInt(10_000)), 0.01 + share(random) * 0.4));
  }

  /** Round, so that no edges cross. */
  private static Polygon polygon(Random random) {
    int corners = 3 + random.nextInt(6);
    double turn = random.nextDouble();
    return new Polygon(
        IntStream.range(0, corners)
            .mapToDouble(i -> 2 * Math.PI * (i + turn) / corners)
            .mapToObj(angle -> new Point(0.5 + 0.4 * Math.cos(angle), 0.5 + 0.4 * Math.sin(angle)))
            .toList());
  }

  private static Point point(Random random) {
    return new Point(share(random), share(random));
  }

  /** Very small ones, too: they have an exponent when printed carelessly. */
  private static double share(Random random) {
    return random.nextInt(5) == 0 ? random.nextDouble() * 1e-6 : random.nextDouble();
  }

  private static <E> E pick(Random random, E[] all) {
    return all[random.nextInt(all.length)];
  }
}
