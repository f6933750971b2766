package io.headcount.edge.status;

import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.contract.Bins;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Flow;
import io.headcount.contract.Heat;
import io.headcount.contract.LineCount;
import io.headcount.contract.QueueCount;
import io.headcount.contract.Sketch;
import io.headcount.contract.ZoneCount;
import io.headcount.edge.detect.DetectorInfo;
import io.headcount.edge.status.BoxStatus.BudgetState;
import io.headcount.edge.status.BoxStatus.DatabaseStatus;
import io.headcount.edge.status.BoxStatus.DiskStatus;
import io.headcount.edge.status.BoxStatus.JournalStatus;
import io.headcount.edge.status.BoxStatus.Problem;
import io.headcount.edge.status.BoxStatus.Severity;
import io.headcount.edge.status.BoxStatus.UplinkState;
import io.headcount.edge.status.CameraStatus.CameraState;
import io.headcount.edge.status.CameraStatus.DetectionTime;
import io.headcount.edge.status.CameraStatus.Fault;
import io.headcount.edge.status.CameraStatus.Input;
import io.headcount.edge.status.CameraStatus.LineStatus;
import io.headcount.edge.status.CameraStatus.Looks;
import io.headcount.edge.status.CameraStatus.Tally;
import io.headcount.edge.status.CameraStatus.Throughput;
import io.headcount.edge.status.CameraStatus.ZoneStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Made-up boxes and cameras. */
public final class FakeBox {
  static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");
  static final CameraId DOOR = new CameraId("door");
  static final CameraId STREET = new CameraId("street");
  static final String MARKUP = "<script>document.title='broken'</script><img src=x onerror=x()>";

  private FakeBox() {}

  public static BoxStatus box(List<CameraStatus> cameras) {
    return box("Shop 12", cameras, List.of(), NOW);
  }

  public static BoxStatus box(
      String name, List<CameraStatus> cameras, List<Problem> problems, Instant now) {
    return new BoxStatus(
        name,
        "0.1.0",
        now.minus(Duration.ofHours(30)),
        Duration.ofHours(30),
        Duration.ZERO,
        ZoneId.of("Europe/Berlin"),
        Optional.of(new DetectorInfo("nanodet-g 1", "onnxruntime 1.22", "cpu", "Apache-2.0", 2, 1)),
        Optional.of(new BudgetState(1.7, 0.62)),
        cameras,
        new JournalStatus(1_234_567, 84_000_000, false, false),
        new DatabaseStatus(12_400_000, 2_880, Optional.of(now.minusSeconds(31))),
        new DiskStatus(41_000_000_000L, 64_000_000_000L),
        Optional.of(
            new UplinkState(
                "mqtts://broker.example:8883",
                "acme/shop-12/box-1",
                true,
                now.minusSeconds(7200),
                Optional.of(now.minusSeconds(20)),
                1,
                Optional.empty())),
        problems);
  }

  static CameraStatus counting(CameraId id, long in, long out, int people, Instant now) {
    return camera(id, CameraState.STREAMING, Optional.of(now), Optional.empty(), in, out, people);
  }

  public static CameraStatus silent(CameraId id, Instant lastFrame) {
    Fault fault =
        new Fault(
            lastFrame,
            "rtsp://10.0.0.9/live: nothing listens there",
            "check the camera's power and cable");
    return camera(id, CameraState.BACKING_OFF, Optional.of(lastFrame), Optional.of(fault), 5, 4, 0);
  }

  static CameraStatus camera(
      CameraId id,
      CameraState state,
      Optional<Instant> lastFrame,
      Optional<Fault> fault,
      long in,
      long out,
      int people) {
    return new CameraStatus(
        id,
        "rtsp://10.0.0.9/live",
        state,
        lastFrame.orElse(NOW).minusSeconds(4_000),
        768,
        576,
        Optional.of(new Input(416, 512, 0.4, Optional.of(27.0))),
        new Throughput(
            10,
            9.6,
            41_000,
            380,
            new Looks(9.8, 9.6, 0.02, 830, 3_000, 120),
            Optional.of(new DetectionTime(32.4, 41.8))),
        lastFrame,
        1,
        Duration.ofSeconds(14),
        fault,
        people,
        2,
        Optional.of(0.98),
        List.of(
            new LineStatus(
                "entrance",
                new Point(0.62, 0.34),
                new Point(0.55, 0.93),
                Optional.empty(),
                new Tally(in, out),
                new Tally(in + 4_000, out + 3_990))),
        List.of(
            new ZoneStatus(
                "lawn",
                ZoneType.AREA,
                new Polygon(
                    List.of(
                        new Point(0.08, 0.36),
                        new Point(0.38, 0.30),
                        new Point(0.44, 0.62),
                        new Point(0.06, 0.70))),
                Optional.of(12.4),
                Math.min(people, 2),
                in / 2,
                Optional.of(Duration.ofSeconds(47)))));
  }

  /** Somebody stood for ten minutes before the shelf, and some walked by. */
  public static Optional<Heat> heat(Instant from) {
    Map<Integer, Long> presence = new HashMap<>();
    for (int column = 4; column < 28; column++) {
      presence.put(11 * 32 + column, 400L + 40L * column);
      presence.put(12 * 32 + column, 300L);
    }
    presence.put(9 * 32 + 12, 6_000L);
    presence.put(9 * 32 + 13, 2_500L);
    return Optional.of(new Heat(32, 18, Bins.of(presence), Bins.of(Map.of(9 * 32 + 12, 5_800L))));
  }

  /** The same camera with other names on its line and zone. */
  static CameraStatus renamed(CameraStatus camera, String name) {
    LineStatus line = camera.lines().getFirst();
    ZoneStatus zone = camera.zones().getFirst();
    return new CameraStatus(
        camera.id(),
        name,
        camera.state(),
        camera.since(),
        camera.width(),
        camera.height(),
        camera.input(),
        camera.throughput(),
        camera.lastFrame(),
        camera.reconnects(),
        camera.lost(),
        camera.lastError(),
        camera.people(),
        camera.statics(),
        camera.coverage(),
        List.of(
            new LineStatus(
                name, line.from(), line.to(), line.metres(), line.today(), line.total())),
        List.of(
            new ZoneStatus(
                name,
                zone.type(),
                zone.polygon(),
                zone.squareMetres(),
                zone.now(),
                zone.visitsToday(),
                zone.meanDwellToday())));
  }

  static Problem problem(String text) {
    return new Problem(Severity.WARNING, text, "delete old files on the disk");
  }

  public static List<CountWindow> windows(CameraId camera, int limit) {
    Instant newest = Instant.parse("2026-03-02T10:14:00Z");
    return IntStream.range(0, Math.min(limit, 90))
        .mapToObj(
            minute ->
                new CountWindow(
                    CountWindow.VERSION,
                    camera.value(),
                    newest.minusSeconds(60L * minute),
                    0,
                    0.98,
                    590,
                    "r1",
                    List.of(new LineCount("entrance", "every_crossing", 3, 2, 4_003, 3_992)),
                    List.of(new ZoneCount("lawn", "area", 1, 2, 47.5, 0.4, 3), bench(minute)),
                    2,
                    measured(minute, List.of(new Flow(Optional.of("lawn"), Optional.empty(), 1))),
                    measured(
                        minute,
                        new Heat(32, 18, Bins.parse("270:4,271:60"), Bins.parse("271:50")))))
        .toList();
  }

  private static ZoneCount bench(int minute) {
    return new ZoneCount(
        "bench",
        "queue",
        1,
        0,
        20,
        1.4,
        3,
        measured(minute, Sketch.of(List.of(Duration.ofSeconds(20)))),
        measured(
            minute,
            new QueueCount(
                Sketch.of(List.of(Duration.ofSeconds(20))),
                measured(minute - 1, 1L),
                measured(minute - 1, 0L))));
  }

  /** Every fourth minute comes from a version that did not measure it. */
  private static <T> Optional<T> measured(int minute, T value) {
    return minute % 4 == 3 ? Optional.empty() : Optional.of(value);
  }
}
