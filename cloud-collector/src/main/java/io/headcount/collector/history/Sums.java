package io.headcount.collector.history;

import io.headcount.collector.measure.Flows;
import io.headcount.collector.measure.Grids;
import io.headcount.collector.measure.Walk;
import io.headcount.contract.CountWindow;
import io.headcount.contract.LineCount;
import io.headcount.contract.QueueCount;
import io.headcount.contract.Sketch;
import io.headcount.contract.ZoneCount;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

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
  final Map<Integer, Flows> flows = new TreeMap<>(); // by camera, as far as it was measured
  final Map<Integer, Grids> heat = new TreeMap<>(); // by camera, as far as it was measured
  private final SortedMap<Long, Long> steps = new TreeMap<>(); // in minus out by beginning
  private Optional<Walk> walk = Optional.empty(); // of what comes before all steps

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
    Optional<Sketch> dwells = Optional.empty();
    Optional<Sketch> waits = Optional.empty();
    Optional<Long> served = Optional.empty();
    Optional<Long> abandoned = Optional.empty();
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
      steps.merge(start, line.in() - line.out(), Long::sum);
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
      sum.dwells = both(sum.dwells, zone.dwell(), Sketch::plus);
      sum.waits = both(sum.waits, zone.queue().map(QueueCount::waits), Sketch::plus);
      sum.served = both(sum.served, zone.queue().flatMap(QueueCount::served), Long::sum);
      sum.abandoned = both(sum.abandoned, zone.queue().flatMap(QueueCount::abandoned), Long::sum);
    }
    window.flows().ifPresent(all -> flows.merge(cameraId, Flows.of(all), Flows::plus));
    window.heat().ifPresent(grid -> heat.merge(cameraId, Grids.of(grid), Grids::plus));
  }

  /** What was told of either, together. */
  static <T> Optional<T> both(Optional<T> one, Optional<T> other, BinaryOperator<T> sum) {
    return one.isEmpty()
        ? other
        : other.isEmpty() ? one : Optional.of(sum.apply(one.get(), other.get()));
  }

  /** What the time did to the number of people inside; absent where there is no line. */
  Optional<Walk> walk() {
    return steps.isEmpty()
        ? walk
        : Optional.of(
            steps.values().stream().map(Walk::of).reduce(walk.orElse(Walk.NONE), Walk::then));
  }

  /** What follows all that was added before. */
  void follow(Walk next) {
    walk = Optional.of(walk().map(before -> before.then(next)).orElse(next));
    steps.clear();
  }

  /** Adds a shorter span's sums, which follows those that were added before. */
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
          sum.dwells = both(sum.dwells, zone.dwells, Sketch::plus);
          sum.waits = both(sum.waits, zone.waits, Sketch::plus);
          sum.served = both(sum.served, zone.served, Long::sum);
          sum.abandoned = both(sum.abandoned, zone.abandoned, Long::sum);
        });
    other.flows.forEach((camera, ways) -> flows.merge(camera, ways, Flows::plus));
    other.heat.forEach((camera, grids) -> heat.merge(camera, grids, Grids::plus));
    other.walk().ifPresent(this::follow);
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
