package io.headcount.edge.config;

import io.headcount.analytics.floor.Calibration;
import io.headcount.analytics.floor.FloorRectangle;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.statics.StaticsRule;
import io.headcount.analytics.zone.Zone;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSource.Credentials;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.program.settings.Quantities;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a configuration as {@link ConfigReader} reads it: the same records give the same text, and
 * the text gives the same records. What only the box itself decides is left out: where data lies,
 * its page and its uplink. Passwords are never in it, only the files that hold them.
 */
public final class ConfigWriter {
  private final StringBuilder out = new StringBuilder();

  private ConfigWriter() {}

  /** The whole text, with every value written out. */
  public static String write(AgentConfig config) {
    ConfigWriter writer = new ConfigWriter();
    writer.head(config);
    writer.cameras(config.cameras());
    return writer.out.toString();
  }

  /** The same without the cameras, to be followed by others. */
  public static String writeHead(AgentConfig config) {
    ConfigWriter writer = new ConfigWriter();
    writer.head(config);
    return writer.out.toString();
  }

  private void head(AgentConfig config) {
    line("box: " + text(config.box()));
    if (!config.zone().equals(AgentConfig.UTC)) {
      line("time_zone: " + text(config.zone().getId())); // UTC itself is the default
    }
    DetectorOptions detector = config.detector();
    line("detector:");
    line("  model: " + text(detector.model()));
    line("  engine: " + detector.engine().key());
    line("  device: " + text(detector.device().key()));
    line("  threads: " + (detector.threads() == 0 ? "auto" : detector.threads()));
    line("  long_side: " + side(detector.longSide()));
    config.budget().cores().ifPresent(cores -> line("budget: {cores: " + number(cores) + "}"));
    line("journal:");
    line("  budget: " + Quantities.show(config.journal().budget()));
    line("  retention: " + Quantities.show(config.journal().retention()));
  }

  private void cameras(List<CameraConfig> cameras) {
    if (cameras.isEmpty()) {
      line("cameras: []");
      return;
    }
    line("cameras:");
    cameras.forEach(this::camera);
  }

  private void camera(CameraConfig camera) {
    line("  - id: " + text(camera.id().value()));
    line("    source: " + text(address(camera.source())));
    Optional<Credentials> login = camera.login();
    if (login.isPresent()) {
      Path file =
          camera
              .passwordFile()
              .orElseThrow(
                  () -> new IllegalArgumentException(camera.id() + " has a login from no file"));
      line("    username: " + text(login.get().user()));
      line("    password_file: " + text(file.toString()));
    }
    if (camera.source().finite()) {
      line("    playback: " + word(camera.playback()));
    }
    line("    decoding: " + word(camera.decoding()));
    line("    enabled: " + camera.enabled());
    camera.rate().ifPresent(rate -> line("    rate: " + number(rate)));
    line("    looks: " + word(camera.looks()));
    line("    long_side: " + side(camera.longSide()));
    camera.region().ifPresent(region -> line("    region: " + points(region.corners())));
    Scene scene = camera.scene();
    list("lines", scene.lines().stream().map(ConfigWriter::line).toList());
    list("zones", scene.allZones().stream().map(ConfigWriter::zone).toList());
    StaticsRule statics = scene.statics();
    line(
        "    statics: {after: %s, radius: %s}"
            .formatted(Quantities.show(statics.after()), number(statics.radius())));
    camera.floor().ifPresent(floor -> line("    floor: " + floor(floor)));
  }

  /** As it is to be opened, without a login; for people there is its {@code toString}. */
  public static String address(VideoSource source) {
    return switch (source) {
      case VideoSource.Rtsp(var address, var _) -> address.toString();
      case VideoSource.HttpMjpeg(var address, var _) -> address.toString();
      case VideoSource.VideoFile(var path) -> path.toString();
      case VideoSource.UsbCamera(var device) -> device.toString();
    };
  }

  private void list(String key, List<String> items) {
    if (items.isEmpty()) {
      line("    " + key + ": []");
      return;
    }
    line("    " + key + ":");
    items.forEach(item -> line("      - " + item));
  }

  private static String line(CountingLine line) {
    return "{id: %s, from: %s, to: %s, anchor: %s, hysteresis: %s, debounce: %s, policy: %s}"
        .formatted(
            text(line.id()),
            point(line.segment().from()),
            point(line.segment().to()),
            word(line.anchor()),
            number(line.hysteresis()),
            Quantities.show(line.debounce()),
            word(line.policy()));
  }

  private static String zone(Zone zone) {
    return "{id: %s, type: %s, polygon: %s, anchor: %s, inertia: %s, exit_grace: %s, min_dwell: %s}"
        .formatted(
            text(zone.id()),
            word(zone.type()),
            points(zone.polygon().corners()),
            word(zone.anchor()),
            Quantities.show(zone.inertia()),
            Quantities.show(zone.exitGrace()),
            Quantities.show(zone.minDwell()));
  }

  private static String floor(Calibration floor) {
    return switch (floor) {
      case FloorRectangle(var corners, var width, var depth) ->
          "{corners: %s, width: %s, depth: %s}"
              .formatted(points(corners), number(width), number(depth));
      case UprightCamera.Found(var camera, var spread) ->
          "{height: %s, tilt: %s, lens: %s, aspect: %s, spread: %s}"
              .formatted(
                  number(camera.height()),
                  number(degrees(camera.tilt())),
                  number(degrees(camera.lensAngle())),
                  number(camera.aspect()),
                  number(spread));
    };
  }

  /** As it is read again: six digits are all that is kept of an angle. */
  public static double degrees(double radians) {
    return sixDigits(Math.toDegrees(radians));
  }

  static double sixDigits(double value) {
    return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN).doubleValue();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String side(Optional<Integer> pixels) {
    return pixels.map(String::valueOf).orElse("auto");
  }

  private static String points(List<Point> points) {
    return points.stream().map(ConfigWriter::point).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String point(Point point) {
    return "[" + number(point.x()) + ", " + number(point.y()) + "]";
  }

  /** The shortest decimal number that is read as the same one, without an exponent. */
  private static String number(double value) {
    return new BigDecimal(Double.toString(value)).toPlainString();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** In double quotes, whatever it holds: no text is ever taken for something else. */
  private static String text(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < 0x20
                  || c == 0x7f
                  || (c >= 0x80 && c < 0xa0)
                  || c == 0xfeff
                  || c == 0x2028
                  || c == 0x2029
                  || (c >= 0xd800 && c < 0xe000)
                  || c >= 0xfffe) {
                quoted.append("\\U%08x".formatted(c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }
}
