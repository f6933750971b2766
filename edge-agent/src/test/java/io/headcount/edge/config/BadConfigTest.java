package io.headcount.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.program.settings.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row is a file with one thing wrong in it, and where and what must be said. */
class BadConfigTest {
  private static final String CAMERA = "cameras: [{id: usb, source: /dev/video0}]\n";

  private static final String SQUARE = "corners: [[0, 0], [1, 0], [1, 1], [0, 1]]";

  @TempDir private Path folder;

  record Row(String text, int line, String path, String message, String suggestion) {}

  static Stream<Row> rows() {
    return Stream.of(
        // the file as a whole, and its keys
        row("", 0, "", "nothing in this file", "minimal"),
        row("box: a\n", 1, "", "cameras is missing", "add one"),
        row("port: 80\n" + CAMERA, 1, "port", "not a known key", "belongs under status"),
        row("tme_zone: UTC\n" + CAMERA, 1, "tme_zone", "not a known key", "time_zone?"),
        row("zebra: 1\n" + CAMERA, 1, "zebra", "not a known key", "keys here are box"),
        row("box: '" + "x".repeat(65) + "'\n" + CAMERA, 1, "box", "1 to 64 characters", ""),
        // the parts at the top
        row("time_zone: '+02:00'\n" + CAMERA, 1, "time_zone", "time zone", "summer time"),
        row("time_zone: Europe/Pari\n" + CAMERA, 1, "time_zone", "time zone", "Europe/Paris?"),
        row("data: \"a\\0b\"\n" + CAMERA, 1, "data", "is not a path", ""),
        row("data: agent.yaml\n" + CAMERA, 1, "data", "is a file", "folder"),
        row("detector: fast\n" + CAMERA, 1, "detector", "must hold keys and values", "model"),
        row("detector: {engine: onnx}\n" + CAMERA, 1, "detector.engine", "one of auto", "one of"),
        row("detector: {engine: pytorhc}\n" + CAMERA, 1, "detector.engine", "one of", "pytorch?"),
        row("detector: {device: gpu}\n" + CAMERA, 1, "detector.device", "which graphics", "gpu:0"),
        row("detector: {device: cpuu}\n" + CAMERA, 1, "detector.device", "one of", "cpu?"),
        row("detector: {threads: 0}\n" + CAMERA, 1, "detector.threads", "outside 1..256", "1"),
        row("detector: {threads: '2'}\n" + CAMERA, 1, "detector.threads", "whole number", "quotes"),
        row("detector: {threads: 1.5}\n" + CAMERA, 1, "detector.threads", "whole number", "2"),
        row("detector: {long_side: 400}\n" + CAMERA, 1, "detector.long_side", "of 32", "416"),
        row(
            "cameras: [{id: a, source: /dev/video0, long_side: 500}]",
            1,
            "cameras[0].long_side",
            "of 32",
            "512"),
        row(
            "cameras: [{id: a, source: /dev/video0, longside: 416}]",
            1,
            "cameras[0].longside",
            "",
            "long_side"),
        row(
            "cameras: [{id: a, source: /dev/video0, decoding: vapi}]",
            1,
            "cameras[0].decoding",
            "one of auto",
            "vaapi?"),
        row("detector: {model: a b}\n" + CAMERA, 1, "detector.model", "name of a model", "nanodet"),
        row("status: {names: ['http://x']}\n" + CAMERA, 1, "status.names[0]", "host name", "http"),
        row("status: {claim_code_file: k}\n" + CAMERA, 1, "status.claim_code_file", "exist", "it"),
        row("status: {bind: shop.lan}\n" + CAMERA, 1, "status.bind", "not an IP", "127.0.0.1"),
        row("status: {port: 65536}\n" + CAMERA, 1, "status.port", "outside 0..65535", "65535"),
        row("status: {port: web}\n" + CAMERA, 1, "status.port", "a whole number from 0", ""),
        row("journal: {budget: 2G}\n" + CAMERA, 1, "journal.budget", "a size such as", "GiB"),
        row("journal: {budget: 1MB}\n" + CAMERA, 1, "journal.budget", "less than 64MiB", "64MiB"),
        row("journal: {retention: 30}\n" + CAMERA, 1, "journal.retention", "duration", "30s?"),
        row("journal: {retention: 5m}\n" + CAMERA, 1, "journal.retention", "outside 1h", "1h"),
        row("journal: {retention: 2w}\n" + CAMERA, 1, "journal.retention", "duration", "units"),
        // cameras
        row("cameras: {id: a}\n", 1, "cameras", "must be a list, this is a mapping", "- "),
        row("cameras: [door]\n", 1, "cameras[0]", "must hold keys and values", "id"),
        row("cameras:\n  - source: /dev/video0\n", 2, "cameras[0]", "id is missing", "door"),
        row("cameras:\n  - id: a\n", 2, "cameras[0]", "source is missing", "rtsp"),
        row(camera("id: back door"), 3, "cameras[0].id", "1 to 64 letters", "back-door"),
        row(camera("source: rstp://cam/1"), 3, "cameras[0].source", "'rstp' is not", "rtsp://?"),
        row(
            camera("source: rtsp:///1"),
            3,
            "cameras[0].source",
            "is not an address",
            "rtsp://camera"),
        row(camera("source: none.mp4"), 3, "cameras[0].source", "there is no file", "folder"),
        row(camera("source: ."), 3, "cameras[0].source", "is a folder", "video file"),
        row(
            camera("source: rtsp://u:p@cam/1"),
            3,
            "cameras[0].source",
            "never written",
            "username"),
        row(camera("source: rtsp://u@cam/1"), 3, "cameras[0].source", "never written", "username"),
        row(camera("password: hidden"), 3, "cameras[0].password", "never written", "password_file"),
        // the floor
        row(camera("floor: 3"), 3, "cameras[0].floor", "must hold keys and values", "corners"),
        row(
            floor("corner: [], " + SQUARE + ", width: 2, depth: 2"),
            3,
            "cameras[0].floor.corner",
            "not a known key",
            "corners?"),
        row(floor(SQUARE + ", width: 2"), 3, "cameras[0].floor", "depth is missing", "metres"),
        row(floor("width: 2, depth: 2"), 3, "cameras[0].floor", "corners is missing", "four"),
        row(
            floor(SQUARE + ", width: 0, depth: 2"),
            3,
            "cameras[0].floor.width",
            "outside 0.1..100: metres from the first corner to the second",
            "0.1 or"),
        row(floor(SQUARE + ", width: 2, depth: '2 m'"), 3, "cameras[0].floor.depth", "number", ""),
        row(
            floor("corners: [[0, 0], [1, 1], [1, 0], [0, 1]], width: 2, depth: 2"),
            3,
            "cameras[0].floor.corners",
            "the sides cross each other",
            "in the order in which one walks round it"),
        row(
            floor("corners: [[0, 0], [1, 0], [0.4, 0.4], [0, 1]], width: 2, depth: 2"),
            3,
            "cameras[0].floor.corners",
            "corner 3 lies between",
            "move it out"),
        row(
            floor("corners: [[0, 0], [1, 0], [0.4, 0.4]], width: 2, depth: 2"),
            3,
            "cameras[0].floor.corners",
            "4 corners, not 3",
            "give each"),
        row(
            floor("corners: [[0, 0], [640, 0], [1, 1], [0, 1]], width: 2, depth: 2"),
            3,
            "cameras[0].floor.corners[1][0]",
            "outside 0..1: coordinates are shares",
            ""),
        row(
            floor(SQUARE + ", width: 2, depth: 2, height: 3"),
            3,
            "cameras[0].floor.height",
            "not by both",
            "keep corners"),
        row(
            floor("height: 3, tilt: 95, lens: 80, aspect: 1.3, spread: 0.1"),
            3,
            "cameras[0].floor.tilt",
            "outside 0..89",
            ""),
        row(
            floor("height: 3, tilt: 30, lens: 80, aspect: 1.3"),
            3,
            "cameras[0].floor",
            "spread is missing",
            "by people"),
        row("status: {privacy: maybe}\n" + CAMERA, 1, "status.privacy", "true or false", ""),
        row(camera("username: u"), 2, "cameras[0]", "password_file is missing", "holds"),
        row(camera("playback: loop"), 3, "cameras[0].playback", "video files only", "delete"),
        row(
            camera("playback: loopp"),
            3,
            "cameras[0].playback",
            "one of fast, realtime, loop",
            "loop?"),
        row(camera("enabled: yes"), 3, "cameras[0].enabled", "true or false", "true"),
        row(camera("rate: 0.1"), 3, "cameras[0].rate", "0.1 is outside 0.5..60", "0.5"),
        row(camera("rate: 7,5"), 3, "cameras[0].rate", "a number from 0.5 to 60", "7.5"),
        row(camera("region: [[0, 0], [1, 1]]"), 3, "cameras[0].region", "at least 3 corners", ""),
        // lines
        row(line("{id: a, from: [0, 0.5]}"), 3, "", "to is missing", "[0.1, 0.5]"),
        row(line("{id: a, from: [0.5, 0.5], to: [0.5, 0.5]}"), 3, ".to", "same point", "two ends"),
        row(line("{id: a, from: [0.5], to: [1, 1]}"), 3, ".from", "this is 1 values", "[0.5, 0.9]"),
        row(line("{id: a, from: 0.5, to: [1, 1]}"), 3, ".from", "must be a point", "[0.5, 0.9]"),
        row(line("{id: a, from: [384, 0], to: [1, 1]}"), 3, ".from[0]", "not pixels", "1"),
        row(line("{id: a, from: [x, 0], to: [1, 1]}"), 3, ".from[0]", "number from 0 to 1", ""),
        row(goodLine("anchor: feet"), 3, ".anchor", "one of bottom_center", "one of"),
        row(goodLine("anchor: bottom-centre"), 3, ".anchor", "one of", "bottom_center?"),
        row(goodLine("hysteresis: 0.5"), 3, ".hysteresis", "outside 0..0.25", "0.25"),
        row(goodLine("hysteresis: .nan"), 3, ".hysteresis", "a number", ""),
        row(goodLine("debounce: 1"), 3, ".debounce", "a duration such as", "1s?"),
        row(goodLine("debounce: -1s"), 3, ".debounce", "a duration such as", "units"),
        row(goodLine("debounce: 11m"), 3, ".debounce", "outside 0s to 10m", "10m"),
        row(goodLine("policy: once"), 3, ".policy", "every_crossing, once_per_track", "one of"),
        // zones
        row(zone("type: queue"), 3, "", "polygon is missing", "[[0, 0.5]"),
        row(zone("polygon: [[0, 0], [1, 0], [1, 1]]"), 3, "", "type is missing", "queue"),
        row(shape("[[0, 0], [1, 1], [1, 0], [0, 1]]"), 3, ".polygon", "crosses itself", "order"),
        row(shape("[[0, 0], [1, 0], [1, 1], [0, 0]]"), 3, ".polygon", "same point", "delete"),
        row(shape("[[0, 0], [1, 0], [0.5, 0]]"), 3, ".polygon", "", ""),
        row(shape("[]"), 3, ".polygon", "at least 3 corners, this has 0", ""),
        row(shape("[[0, 0], [1, 0], [1, 2]]"), 3, ".polygon[2][1]", "2 is outside 0..1", "1"),
        row(zone("type: queu, polygon: [[0, 0], [1, 0], [1, 1]]"), 3, ".type", "one of", "queue?"),
        // statics
        row(camera("statics: 15m"), 3, "cameras[0].statics", "must hold keys and values", "after"),
        row(camera("statics: {radus: 0.1}"), 3, ".statics.radus", "not a known key", "radius?"),
        row(camera("statics: {after: 15}"), 3, ".statics.after", "a duration such as", "15s?"),
        row(camera("statics: {after: 1s}"), 3, ".after", "outside 10s to 1d", "10s"),
        row(camera("statics: {after: 25h}"), 3, ".after", "outside 10s to 1d", "1d"),
        row(camera("statics: {radius: 0}"), 3, ".radius", "outside 0.01..0.5", "0.01"),
        row(camera("statics: {radius: 5%}"), 3, ".radius", "a number from 0.01 to 0.5", ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void oneProblemAtItsPlace(Row row) {
    List<Problem> problems = new Box(folder).problems(row.text());

    assertThat(problems).hasSize(1);
    Problem problem = problems.getFirst();
    assertThat(problem.line()).isEqualTo(row.line());
    assertThat(problem.path()).endsWith(row.path());
    assertThat(problem.message()).contains(row.message());
    assertThat(problem.suggestion().orElse("")).contains(row.suggestion());
  }

  @Test
  void idsAreUsedOnce() {
    List<Problem> problems =
        new Box(folder)
            .problems(
                """
                cameras:
                  - {id: a, source: /dev/video0}
                  - id: a
                    source: /dev/video1
                    lines:
                      - {id: in, from: [0, 0.5], to: [1, 0.5]}
                      - {id: in, from: [0, 0.6], to: [1, 0.6]}
                """);

    assertThat(problems).extracting(Problem::line).containsExactly(3, 7);
    assertThat(problems.getFirst().message()).contains("used twice, first in line 2");
  }

  @Test
  void limitsHold() {
    String cameras = "- {id: a, source: /dev/video0}\n".repeat(65);
    String corners = "[0.5, 0.5],".repeat(257);

    assertThat(new Box(folder).problems("cameras:\n" + cameras))
        .anySatisfy(p -> assertThat(p.message()).contains("65 entries, at most 64"));
    assertThat(new Box(folder).problems(shape("[" + corners + "]")))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("257 entries, at most 256"));
  }

  @Test
  void passwordFilesAreChecked() {
    Box box = new Box(folder);
    box.write("empty", "\n");

    assertThat(login(box, "none")).contains("does not exist");
    assertThat(login(box, "empty")).contains("must hold one line");
  }

  private static String login(Box box, String file) {
    String text = camera("username: u").replace("/dev/video0", "rtsp://cam/1");
    List<Problem> problems = box.problems(text + "    password_file: " + file + "\n");
    assertThat(problems).hasSize(1);
    return problems.getFirst().message();
  }

  private static Row row(String text, int line, String path, String message, String suggestion) {
    return new Row(text, line, path, message, suggestion);
  }

  /** A camera whose one odd entry stands in line 3. */
  private static String camera(String entry) {
    String id = entry.startsWith("id:") ? "source: /dev/video0" : "id: usb";
    boolean whole = entry.startsWith("id:") || entry.startsWith("source:");
    String source =
        whole
            ? ""
            : entry.startsWith("username:")
                ? "    source: rtsp://cam/1\n"
                : "    source: /dev/video0\n";
    return "cameras:\n  - " + id + "\n    " + entry + "\n" + source;
  }

  private static String floor(String keys) {
    return camera("floor: {" + keys + "}");
  }

  private static String line(String line) {
    return "cameras:\n  - {id: usb, source: /dev/video0, lines: [\n      " + line + "]}\n";
  }

  private static String goodLine(String entry) {
    return line("{id: a, from: [0, 0.5], to: [1, 0.5], " + entry + "}");
  }

  private static String zone(String entries) {
    return line("{id: a, " + entries + "}").replace("lines", "zones");
  }

  private static String shape(String polygon) {
    return zone("type: area, polygon: " + polygon);
  }
}
