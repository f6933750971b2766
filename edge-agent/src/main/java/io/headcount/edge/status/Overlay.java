package io.headcount.edge.status;

import io.headcount.analytics.geometry.Box;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is drawn over one picture, as one event of the live stream. Immutable. */
record Overlay(
    long seq,
    Instant at,
    int width,
    int height,
    Optional<Long> backdrop,
    List<Person> people,
    List<LineNow> lines,
    List<ZoneNow> zones) {
  record Person(long track, Box box, double score) {}

  /** Crossings today. */
  record LineNow(String id, long in, long out) {}

  record ZoneNow(String id, int now) {}

  static Overlay of(LiveFrame frame, CameraStatus camera) {
    return new Overlay(
        frame.sequence(),
        frame.at(),
        frame.width(),
        frame.height(),
        frame.backdrop(),
        frame.people().stream()
            .map(seen -> new Person(seen.track().value(), seen.box(), seen.score()))
            .toList(),
        camera.lines().stream()
            .map(line -> new LineNow(line.id(), line.today().in(), line.today().out()))
            .toList(),
        camera.zones().stream().map(zone -> new ZoneNow(zone.id(), zone.now())).toList());
  }
}
