package io.headcount.edge.setup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.analytics.floor.Calibration;
import io.headcount.analytics.floor.FloorRectangle;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.zone.Zone;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.ConfigWriter;
import io.headcount.program.settings.Mask;
import io.headcount.program.settings.Quantities;
import java.util.List;
import java.util.Locale;

/**
 * Cameras as the page gets and sends them: with the keys of the configuration file, but that a
 * password is only ever sent and never shown. Stateless.
 */
final class CameraForm {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CameraForm() {}

  static ArrayNode write(List<CameraConfig> cameras) {
    ArrayNode all = NODES.arrayNode();
    cameras.forEach(camera -> all.add(write(camera)));
    return all;
  }

  private static ObjectNode write(CameraConfig camera) {
    ObjectNode node = NODES.objectNode();
    node.put("id", camera.id().value());
    node.put("source", shown(camera.source()));
    camera.login().ifPresent(login -> node.put("username", login.user()));
    node.put("has_password", camera.login().isPresent());
    if (camera.source().finite()) {
      node.put("playback", word(camera.playback()));
    }
    node.put("decoding", word(camera.decoding()));
    node.put("enabled", camera.enabled());
    camera.rate().ifPresent(rate -> node.put("rate", rate));
    node.put("looks", word(camera.looks()));
    camera
        .longSide()
        .ifPresentOrElse(side -> node.put("long_side", side), () -> node.put("long_side", "auto"));
    camera.region().ifPresent(region -> node.set("region", polygon(region)));
    ArrayNode lines = node.putArray("lines");
    camera.scene().lines().forEach(line -> lines.add(line(line)));
    ArrayNode zones = node.putArray("zones");
    camera.scene().allZones().forEach(zone -> zones.add(zone(zone)));
    node.putObject("statics")
        .put("after", Quantities.show(camera.scene().statics().after()))
        .put("radius", camera.scene().statics().radius());
    camera.floor().ifPresent(floor -> node.set("floor", floor(floor)));
    return node;
  }

  /** With the keys of the configuration file. */
  static ObjectNode floor(Calibration floor) {
    ObjectNode node = NODES.objectNode();
    switch (floor) {
      case FloorRectangle(var corners, var width, var depth) -> {
        ArrayNode four = node.putArray("corners");
        corners.forEach(corner -> four.add(point(corner)));
        node.put("width", width).put("depth", depth);
      }
      case UprightCamera.Found(var camera, var spread) ->
          node.put("height", camera.height())
              .put("tilt", ConfigWriter.degrees(camera.tilt()))
              .put("lens", ConfigWriter.degrees(camera.lensAngle()))
              .put("aspect", camera.aspect())
              .put("spread", spread);
    }
    return node;
  }

  /** The address for people; one that carries a password among its parameters shows {@code ***}. */
  static String shown(VideoSource source) {
    return Mask.secrets(ConfigWriter.address(source));
  }

  private static ObjectNode line(CountingLine line) {
    ObjectNode node = NODES.objectNode().put("id", line.id());
    node.set("from", point(line.segment().from()));
    node.set("to", point(line.segment().to()));
    return node.put("anchor", word(line.anchor()))
        .put("hysteresis", line.hysteresis())
        .put("debounce", Quantities.show(line.debounce()))
        .put("policy", word(line.policy()));
  }

  private static ObjectNode zone(Zone zone) {
    ObjectNode node = NODES.objectNode().put("id", zone.id()).put("type", word(zone.type()));
    node.set("polygon", polygon(zone.polygon()));
    return node.put("anchor", word(zone.anchor()))
        .put("inertia", Quantities.show(zone.inertia()))
        .put("exit_grace", Quantities.show(zone.exitGrace()))
        .put("min_dwell", Quantities.show(zone.minDwell()));
  }

  private static ArrayNode polygon(Polygon polygon) {
    ArrayNode corners = NODES.arrayNode();
    polygon.corners().forEach(corner -> corners.add(point(corner)));
    return corners;
  }

  private static ArrayNode point(Point point) {
    return NODES.arrayNode().add(point.x()).add(point.y());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
