package io.headcount.edge.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.analytics.geometry.Anchor;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.CrossingPolicy;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.statics.StaticsRule;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Scenes as JSON text: equal scenes give equal text, and the text gives equal scenes. The shape is
 * {@code [{"camera":"door","lines":[{"id","from":[x,y],"to":[x,y],"anchor","hysteresis",
 * "debounce":"PT1S","policy"}],"zones":[{"id","type","polygon":[[x,y],…],"anchor","inertia",
 * "exit_grace","min_dwell"}],"statics":{"after":"PT15M","radius"}}]}.
 */
public final class Scenes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int REVISION_DIGITS = 12;

  private Scenes() {}

  /** The canonical text of these scenes, on one line. */
  public static String write(List<Scene> scenes) {
    ArrayNode all = NODES.arrayNode();
    for (Scene scene : scenes) {
      ObjectNode camera = all.addObject().put("camera", scene.camera().value());
      ArrayNode lines = camera.putArray("lines");
      scene.lines().forEach(line -> lines.add(write(line)));
      ArrayNode zones = camera.putArray("zones");
      scene.allZones().forEach(zone -> zones.add(write(zone)));
      camera.set("statics", write(scene.statics()));
    }
    return all.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  public static List<Scene> read(String text) {
    try {
      List<Scene> scenes = new ArrayList<>();
      for (JsonNode camera : list(JSON.readTree(text))) {
        List<CountingLine> lines = new ArrayList<>();
        list(camera.required("lines")).forEach(line -> lines.add(line(line)));
        List<Zone> zones = new ArrayList<>();
        list(camera.required("zones")).forEach(zone -> zones.add(zone(zone)));
        StaticsRule statics = statics(camera.required("statics"));
        scenes.add(new Scene(new CameraId(text(camera, "camera")), lines, zones, statics));
      }
      return List.copyOf(scenes);
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException("these are not scenes: " + e.getMessage(), e);
    }
  }

  /** Twelve hex digits that name these scenes: the head of the SHA-256 of their text. */
  public static String revision(List<Scene> scenes) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(write(scenes).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, REVISION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static ObjectNode write(CountingLine line) {
    ObjectNode node = NODES.objectNode().put("id", line.id());
    node.set("from", write(line.segment().from()));
    node.set("to", write(line.segment().to()));
    return node.put("anchor", name(line.anchor()))
        .put("hysteresis", line.hysteresis())
        .put("debounce", line.debounce().toString())
        .put("policy", name(line.policy()));
  }

  private static ObjectNode write(Zone zone) {
    ObjectNode node = NODES.objectNode().put("id", zone.id()).put("type", name(zone.type()));
    ArrayNode corners = node.putArray("polygon");
    zone.polygon().corners().forEach(corner -> corners.add(write(corner)));
    return node.put("anchor", name(zone.anchor()))
        .put("inertia", zone.inertia().toString())
        .put("exit_grace", zone.exitGrace().toString())
        .put("min_dwell", zone.minDwell().toString());
  }

  private static ObjectNode write(StaticsRule statics) {
    return NODES
        .objectNode()
        .put("after", statics.after().toString())
        .put("radius", statics.radius());
  }

  private static ArrayNode write(Point point) {
    // adding zero turns -0.0 into 0.0: equal places, equal text
    return NODES.arrayNode().add(point.x() + 0.0).add(point.y() + 0.0);
  }

  private static CountingLine line(JsonNode node) {
    return new CountingLine(
        text(node, "id"),
        new Segment(point(node.required("from")), point(node.required("to"))),
        choice(Anchor.class, node, "anchor"),
        number(node.required("hysteresis")),
        Duration.parse(text(node, "debounce")),
        choice(CrossingPolicy.class, node, "policy"));
  }

  private static Zone zone(JsonNode node) {
    List<Point> corners = new ArrayList<>();
    list(node.required("polygon")).forEach(corner -> corners.add(point(corner)));
    return new Zone(
        text(node, "id"),
        choice(ZoneType.class, node, "type"),
        new Polygon(corners),
        choice(Anchor.class, node, "anchor"),
        Duration.parse(text(node, "inertia")),
        Duration.parse(text(node, "exit_grace")),
        Duration.parse(text(node, "min_dwell")));
  }

  private static StaticsRule statics(JsonNode node) {
    return new StaticsRule(Duration.parse(text(node, "after")), number(node.required("radius")));
  }

  private static Point point(JsonNode node) {
    return new Point(number(node.required(0)), number(node.required(1)));
  }

  private static double number(JsonNode node) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException("these are not scenes: " + node + " is no number");
    }
    return node.doubleValue();
  }

  private static Iterable<JsonNode> list(JsonNode node) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("these are not scenes: a list was expected");
    }
    return node;
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.required(key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("these are not scenes: " + key + " is no text");
    }
    return value.textValue();
  }

  private static <E extends Enum<E>> E choice(Class<E> type, JsonNode node, String key) {
    return Enum.valueOf(type, text(node, key).toUpperCase(Locale.ROOT));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
