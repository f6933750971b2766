package io.headcount.collector.history;

import io.headcount.contract.CountWindow;
import io.headcount.contract.LineCount;
import io.headcount.contract.ZoneCount;
import java.util.Map;
import java.util.TreeMap;

/** What happened in one hour or day of a store, summed up. Confined to the roller's thread. */
final class Sums {
  static final int HOUR = 1;
  static final int DAY = 2;
  private static final long MINUTE = 60_000;

  final int grain;
  final LocalTime.Span span;
  final Map<Integer, Line> lines = new TreeMap<>(); // by counter
  final Map<Integer, Zone> zones = new TreeMap<>(); // by counter
  final Map<Integer, Camera> cameras = new TreeMap<>();

  Sums(int grain, LocalTime.Span span) {
    this.grain = grain;
    this.span = span;
  }

  /** Who passed a line. */
  static final class Line {
    long ins;
    long outs;
  }

  /** Who was in a zone. */
  static final class Zone {
    long visits;
    long passBys;
    long dwell;
    long person;
    long observed;
    int peak;
  }

  /** What a camera saw of the time. */
  static final class Camera {
    long observed;
    long span;
    long frames;
    long windows;
    private long spannedTo = Long.MIN_VALUE;
  }

  /** Finds the number of a line or zone. */
  interface Counters {
    int of(int camera, int kind, String name);
  }

  /** Adds a window; windows of a camera come in the order of their starts. */
  void add(int cameraId, long start, int minutes, CountWindow window, Counters counters) {
    Camera camera = cameras.computeIfAbsent(cameraId, c -> new Camera());
    long length = minutes * MINUTE;
    long observed = Math.round(window.coverage() * length);
    long end = start + length;
    camera.span += Math.max(0, end - Math.max(start, camera.spannedTo));
    camera.spannedTo = Math.max(camera.spannedTo, end);
    camera.observed += observed;
    camera.frames += window.frames();
    camera.windows++;
    for (LineCount line : window.lines()) {
      Line sum =
          lines.computeIfAbsent(counters.of(cameraId, Names.LINE, line.id()), c -> new Line());
      sum.ins += line.in();
      sum.outs += line.out();
    }
    for (ZoneCount zone : window.zones()) {
      Zone sum =
          zones.computeIfAbsent(counters.of(cameraId, Names.ZONE, zone.id()), c -> new Zone());
      sum.visits += zone.visits();
      sum.passBys += zone.passBys();
      sum.dwell += Math.round(zone.dwellSeconds() * 1000);
      sum.person += Math.round(zone.occupancyMean() * observed);
      sum.observed += observed;
      sum.peak = Math.max(sum.peak, zone.occupancyPeak());
    }
  }

  /** Adds a shorter span's sums. */
  void add(Sums other) {
    other.lines.forEach(
        (counter, line) -> {
          Line sum = lines.computeIfAbsent(counter, c -> new Line());
          sum.ins += line.ins;
          sum.outs += line.outs;
        });
    other.zones.forEach(
        (counter, zone) -> {
          Zone sum = zones.computeIfAbsent(counter, c -> new Zone());
          sum.visits += zone.visits;
          sum.passBys += zone.passBys;
          sum.dwell += zone.dwell;
          sum.person += zone.person;
          sum.observed += zone.observed;
          sum.peak = Math.max(sum.peak, zone.peak);
        });
    other.cameras.forEach(
        (id, camera) -> {
          Camera sum = cameras.computeIfAbsent(id, c -> new Camera());
          sum.observed += camera.observed;
          sum.span += camera.span;
          sum.frames += camera.frames;
          sum.windows += camera.windows;
        });
  }
}
