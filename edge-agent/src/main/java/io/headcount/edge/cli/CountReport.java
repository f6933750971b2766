package io.headcount.edge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.Crossing;
import io.headcount.analytics.line.Direction;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneVisit;
import io.headcount.contract.JsonCodec;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.count.Messages;
import io.headcount.edge.detect.DetectorInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What was counted in a file, for people and for scripts. Immutable.
 *
 * @param events in the order they became certain
 */
record CountReport(
    CameraConfig camera,
    VideoSource video,
    String revision,
    DetectorInfo detector,
    FileTracking.Done done,
    List<SceneEvent> events) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  CountReport {
    events = List.copyOf(events);
  }

  String json() {
    ObjectNode report =
        NODES
            .objectNode()
            .put("camera", camera.id().value())
            .put("source", video.toString())
            .put("model", detector.model())
            .put("engine", detector.engine())
            .put("revision", revision)
            .put("frames", done.frames())
            .put("complete", done.broken().isEmpty());
    report.set("seconds", seconds(done.end()));
    ArrayNode lines = report.putArray("lines");
    camera.scene().lines().forEach(line -> lines.add(line(line)));
    ArrayNode zones = report.putArray("zones");
    camera.scene().zones().forEach(zone -> zones.add(zone(zone)));
    ArrayNode windows = report.putArray("windows");
    events.stream()
        .filter(SceneEvent.WindowClosed.class::isInstance)
        .map(SceneEvent.WindowClosed.class::cast)
        .forEach(closed -> windows.add(window(closed)));
    return report.toPrettyString() + System.lineSeparator();
  }

  private ObjectNode line(CountingLine line) {
    List<Crossing> crossings = crossings(line);
    ObjectNode node =
        NODES
            .objectNode()
            .put("id", line.id())
            .put("policy", line.policy().name().toLowerCase(Locale.ROOT))
            .put("in", count(crossings, Direction.IN))
            .put("out", count(crossings, Direction.OUT));
    ArrayNode each = node.putArray("crossings");
    for (Crossing crossing : crossings) {
      ObjectNode one = each.addObject();
      one.put("direction", Messages.word(crossing.direction()));
      one.put("track", crossing.track().value());
      one.set("t", seconds(crossing.at()));
    }
    return node;
  }

  private ObjectNode zone(Zone zone) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("id", zone.id())
            .put("type", zone.type().name().toLowerCase(Locale.ROOT));
    ArrayNode each = node.putArray("visits");
    for (ZoneVisit visit : visits(zone)) {
      ObjectNode one = each.addObject();
      one.put("track", visit.track().value());
      one.set("enter", seconds(visit.enter()));
      one.set("leave", seconds(visit.leave()));
      one.set("dwell", seconds(Instant.EPOCH.plus(visit.dwell())));
    }
    return node;
  }

  private JsonNode window(SceneEvent.WindowClosed closed) {
    try {
      return new ObjectMapper()
          .readTree(new JsonCodec().write(Messages.window(camera.id(), revision, closed.window())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was just written is JSON", e);
    }
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %,d frames, %s of video, %.1f frames/s (%s, %s)%n%n"
            .formatted(
                video,
                done.frames(),
                clock(done.end()),
                done.frames() / done.wallSeconds(),
                detector.model(),
                detector.engine()));
    if (!camera.scene().lines().isEmpty()) {
      text.append("%-24s %8s %8s%n".formatted("line", "in", "out"));
      for (CountingLine line : camera.scene().lines()) {
        List<Crossing> crossings = crossings(line);
        text.append(
            "%-24s %,8d %,8d%n"
                .formatted(
                    line.id(), count(crossings, Direction.IN), count(crossings, Direction.OUT)));
      }
      text.append(System.lineSeparator());
    }
    if (!camera.scene().zones().isEmpty()) {
      text.append("%-24s %8s %12s%n".formatted("zone", "visits", "mean dwell"));
      for (Zone zone : camera.scene().zones()) {
        List<ZoneVisit> visits = visits(zone);
        double mean =
            visits.stream().mapToLong(visit -> visit.dwell().toMillis()).average().orElse(0) / 1e3;
        text.append("%-24s %,8d %10.1f s%n".formatted(zone.id(), visits.size(), mean));
      }
    }
    return text.toString();
  }

  private List<Crossing> crossings(CountingLine line) {
    return events.stream()
        .filter(SceneEvent.LineCrossed.class::isInstance)
        .map(event -> ((SceneEvent.LineCrossed) event).crossing())
        .filter(crossing -> crossing.line().equals(line.id()))
        .toList();
  }

  private List<ZoneVisit> visits(Zone zone) {
    return events.stream()
        .filter(SceneEvent.ZoneVisited.class::isInstance)
        .map(event -> ((SceneEvent.ZoneVisited) event).visit())
        .filter(visit -> visit.zone().equals(zone.id()))
        .toList();
  }

  private static long count(List<Crossing> crossings, Direction direction) {
    return crossings.stream().filter(crossing -> crossing.direction() == direction).count();
  }

  /** Media time in seconds, to the millisecond. */
  private static JsonNode seconds(Instant at) {
    long nanos = Duration.between(Instant.EPOCH, at).toNanos();
    BigDecimal seconds =
        BigDecimal.valueOf(nanos, 9).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
    return NODES.numberNode(seconds.scale() < 0 ? seconds.setScale(0) : seconds);
  }

  private static String clock(Instant end) {
    Duration length = Duration.between(Instant.EPOCH, end);
    return "%d:%02d".formatted(length.toMinutes(), length.toSecondsPart());
  }
}
