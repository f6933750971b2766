package io.headcount.edge.store;

import io.headcount.contract.Bins;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Flow;
import io.headcount.contract.Heat;
import io.headcount.contract.LineCount;
import io.headcount.contract.LineCrossed;
import io.headcount.contract.QueueCount;
import io.headcount.contract.Sketch;
import io.headcount.contract.ZoneCount;
import io.headcount.contract.ZoneVisited;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Windows as counting would store them. */
final class Minutes {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Minutes() {}

  static Instant at(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  /** A window whose numbers follow from its minute. */
  static CountWindow window(String camera, int minute) {
    return random(camera, at(minute), 0, "r1", new Random(31L * minute + camera.hashCode()));
  }

  static CountWindow random(
      String camera, Instant start, int part, String revision, Random random) {
    int in = random.nextInt(40);
    int out = random.nextInt(40);
    return new CountWindow(
        CountWindow.VERSION,
        camera,
        start,
        part,
        random.nextInt(5) == 0 ? 0 : random.nextDouble() / 2, // a minute has two parts at most
        1 + random.nextInt(900),
        revision,
        List.of(
            new LineCount("main", "every_crossing", in, out, random.nextInt(1 << 20), 2),
            new LineCount("side", "once_per_track", random.nextInt(9), 0, 7, 8)),
        List.of(
            new ZoneCount(
                "till",
                "queue",
                random.nextInt(9),
                random.nextInt(9),
                random.nextLong(600_000_000_000L) / 1e9,
                random.nextDouble() * 5,
                random.nextInt(12))),
        random.nextInt(3));
  }

  /** A window that tells what later versions measure too; now and then one that does not. */
  static CountWindow full(String camera, Instant start, int part, String revision, Random random) {
    CountWindow plain = random(camera, start, part, revision, random);
    if (random.nextInt(6) == 0) {
      return plain;
    }
    ZoneCount till = plain.zones().getFirst();
    Sketch dwell =
        Sketch.of(random.longs(till.visits(), 0, 600_000).mapToObj(Duration::ofMillis).toList());
    Sketch waits = Sketch.of(random.longs(5, 0, 600_000).mapToObj(Duration::ofMillis).toList());
    long served = random.nextInt(6);
    long[] presence = new long[32 * 18];
    long[] stationary = new long[32 * 18];
    for (int i = 0; i < 40; i++) {
      int cell = random.nextInt(presence.length);
      presence[cell] += 1 + random.nextInt(600);
      stationary[cell] = random.nextLong(presence[cell] + 1);
    }
    return new CountWindow(
        plain.v(),
        plain.camera(),
        plain.start(),
        plain.part(),
        plain.coverage(),
        plain.frames(),
        plain.revision(),
        plain.lines(),
        List.of(
            new ZoneCount(
                till.id(),
                till.type(),
                till.visits(),
                till.passBys(),
                till.dwellSeconds(),
                till.occupancyMean(),
                till.occupancyPeak(),
                Optional.of(dwell),
                Optional.of(new QueueCount(waits, Optional.of(served), Optional.of(5 - served))))),
        plain.statics(),
        Optional.of(
            List.of(
                new Flow(Optional.empty(), Optional.of("till"), 1 + random.nextInt(5)),
                new Flow(Optional.of("till"), Optional.empty(), 1 + random.nextInt(5)))),
        Optional.of(new Heat(32, 18, Bins.of(presence), Bins.of(stationary))));
  }

  /** One commit that closes a minute of each camera, with a crossing and a visit. */
  static Commit commit(int minute, String... cameras) {
    Instant at = at(minute);
    return new Commit(
        List.of(cameras).stream().map(camera -> window(camera, minute)).toList(),
        List.of(new LineCrossed(cameras[0], "main", "in", 1 + minute, at)),
        List.of(new ZoneVisited(cameras[0], "till", 1 + minute, at, at.plusSeconds(5), 5)),
        new Snapshot(minute, "r1", "{}"));
  }

  static Commit only(CountWindow window) {
    return new Commit(
        List.of(window), List.of(), List.of(), new Snapshot(0, window.revision(), "{}"));
  }

  /** All that must never change by putting windows together, by camera and name. */
  static Map<String, Long> sums(Iterable<CountWindow> windows) {
    Map<String, Long> sums = new TreeMap<>();
    for (CountWindow window : windows) {
      add(sums, window, "frames", window.frames());
      for (LineCount line : window.lines()) {
        add(sums, window, line.id() + " in", line.in());
        add(sums, window, line.id() + " out", line.out());
      }
      for (ZoneCount zone : window.zones()) {
        add(sums, window, zone.id() + " visits", zone.visits());
        add(sums, window, zone.id() + " passBys", zone.passBys());
        add(sums, window, zone.id() + " dwell", Math.round(zone.dwellSeconds() * 1e9));
        zone.dwell().ifPresent(dwell -> bins(sums, window, "dwell", dwell.bins()));
        zone.queue()
            .ifPresent(
                queue -> {
                  bins(sums, window, "waits", queue.waits().bins());
                  add(sums, window, "served", queue.served().orElseThrow());
                  add(sums, window, "abandoned", queue.abandoned().orElseThrow());
                });
      }
      window
          .flows()
          .ifPresent(all -> all.forEach(flow -> add(sums, window, flow.way(), flow.count())));
      window
          .heat()
          .ifPresent(
              heat -> {
                bins(sums, window, "presence", heat.presence());
                bins(sums, window, "stationary", heat.stationary());
              });
    }
    return sums;
  }

  private static void bins(Map<String, Long> sums, CountWindow window, String name, Bins bins) {
    bins.forEach((bin, count) -> add(sums, window, name + bin, count));
  }

  private static void add(Map<String, Long> sums, CountWindow window, String name, long count) {
    sums.merge(window.camera() + ' ' + window.revision() + ' ' + name, count, Long::sum);
  }
}
