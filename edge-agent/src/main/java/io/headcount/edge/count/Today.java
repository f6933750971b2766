package io.headcount.edge.count;

import io.headcount.analytics.line.Direction;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.analytics.window.OpenMinute;
import io.headcount.edge.store.Totals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums of the store's present day. Confined to the counting thread. As many entries as lines and
 * zones are configured; emptied at the store's midnight.
 */
final class Today {
  private final ZoneId zone;
  private final Map<Key, Sum> sums = new HashMap<>();
  private LocalDate day;

  private record Key(CameraId camera, String id, boolean line) {}

  /** In and out of a line; visits and dwell seconds of a zone. */
  record Sum(long in, long out, long visits, double dwellSeconds) {
    static final Sum NONE = new Sum(0, 0, 0, 0);
  }

  Today(ZoneId zone, Instant now) {
    this.zone = zone;
    this.day = LocalDate.ofInstant(now, zone);
  }

  /** The day's beginning, which is not always 24 hours before its end. */
  Instant begin() {
    return day.atStartOfDay(zone).toInstant();
  }

  /** What state.db already holds of the day. */
  void add(Totals totals) {
    totals
        .lines()
        .forEach(
            line -> add(line.camera(), line.line(), true, new Sum(line.in(), line.out(), 0, 0)));
    totals
        .zones()
        .forEach(
            sum ->
                add(
                    sum.camera(),
                    sum.zone(),
                    false,
                    new Sum(0, 0, sum.visits(), sum.dwellSeconds())));
  }

  /** What an open minute holds already, which is in no stored window yet. */
  void add(Scene scene, OpenMinute.State minute) {
    if (!startsWith(minute.start())) {
      return;
    }
    String camera = scene.camera().value();
    for (int i = 0; i < scene.lines().size(); i++) {
      Sum sum = new Sum(minute.in().get(i), minute.out().get(i), 0, 0);
      add(camera, scene.lines().get(i).id(), true, sum);
    }
    for (int i = 0; i < scene.zones().size(); i++) {
      List<Long> zone = minute.zones().get(i);
      Sum sum = new Sum(0, 0, zone.get(0), zone.get(2) / 1e9);
      add(camera, scene.zones().get(i).id(), false, sum);
    }
  }

  void add(Counted counted) {
    String camera = counted.camera().value();
    switch (counted.event()) {
      case SceneEvent.LineCrossed(var crossing) -> {
        if (startsWith(crossing.at())) {
          boolean in = crossing.direction() == Direction.IN;
          add(camera, crossing.line(), true, new Sum(in ? 1 : 0, in ? 0 : 1, 0, 0));
        }
      }
      case SceneEvent.ZoneVisited(var visit) -> {
        if (startsWith(visit.leave())) {
          add(camera, visit.zone(), false, new Sum(0, 0, 1, visit.dwell().toNanos() / 1e9));
        }
      }
      case SceneEvent.WindowClosed(var window) -> startsWith(window.start());
    }
  }

  Sum line(CameraId camera, String id) {
    return sums.getOrDefault(new Key(camera, id, true), Sum.NONE);
  }

  Sum zone(CameraId camera, String id) {
    return sums.getOrDefault(new Key(camera, id, false), Sum.NONE);
  }

  /** Begins a new day when this moment lies in one; false for a moment of an earlier day. */
  boolean startsWith(Instant at) {
    LocalDate then = LocalDate.ofInstant(at, zone);
    if (then.isAfter(day)) {
      day = then;
      sums.clear();
    }
    return then.equals(day);
  }

  private void add(String camera, String id, boolean line, Sum more) {
    sums.merge(
        new Key(new CameraId(camera), id, line),
        more,
        (a, b) ->
            new Sum(
                a.in() + b.in(),
                a.out() + b.out(),
                a.visits() + b.visits(),
                a.dwellSeconds() + b.dwellSeconds()));
  }
}
