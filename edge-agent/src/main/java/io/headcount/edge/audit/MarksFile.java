package io.headcount.edge.audit;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The JSON file that a person's count is kept in. Each {@link #write} is on the disk when it
 * returns, and a kill leaves the old file or the new one. Confined to one thread at a time.
 */
final class MarksFile {
  private static final int VERSION = 1;
  private static final long LARGEST = 64L << 20;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Path path;
  private final ObjectMapper mapper = new ObjectMapper();

  MarksFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /**
   * What is in it; empty when there is no file.
   *
   * @throws AuditException when it is no marks file
   */
  Optional<PersonCount> read() {
    try {
      if (Files.notExists(path)) {
        return Optional.empty();
      }
      if (Files.size(path) > LARGEST) {
        throw new AuditException(path + ": too large for a marks file: name the right one");
      }
      return Optional.of(count(mapper.readTree(Files.readAllBytes(path))));
    } catch (JacksonException | IllegalArgumentException | DateTimeParseException e) {
      throw new AuditException(
          "%s: is not a marks file (%s): put the original back, or take another --out folder"
              .formatted(path, firstLine(e)),
          e);
    } catch (IOException e) {
      throw new AuditException(
          "%s: cannot be read (%s): check its owner and mode".formatted(path, e.getMessage()), e);
    }
  }

  private static String firstLine(Exception fault) {
    return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
  }

  void write(PersonCount count) {
    Path fresh = path.resolveSibling(path.getFileName() + ".part");
    try {
      byte[] text = (node(count).toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
      try (FileChannel out =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer left = ByteBuffer.wrap(text);
        while (left.hasRemaining()) {
          out.write(left);
        }
        out.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AuditException(
          "%s: cannot be written (%s): free space, or name another folder with --out"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private static ObjectNode node(PersonCount count) {
    ObjectNode file = NODES.objectNode().put("version", VERSION);
    file.putObject("clip").put("name", count.clip().name()).put("sha256", count.clip().sha256());
    ArrayNode lines = file.putArray("lines");
    for (PersonCount.Line line : count.lines()) {
      ObjectNode one = lines.addObject().put("id", line.id());
      point(one.putArray("from"), line.segment().from());
      point(one.putArray("to"), line.segment().to());
    }
    file.put("begun", count.begun().toString())
        .put("position", count.position())
        .put("watched", count.watched())
        .put("finished", count.finished());
    ArrayNode marks = file.putArray("marks");
    count.marks().forEach(mark -> marks.add(node(mark)));
    file.put("reviewed", count.reviewed());
    ObjectNode reasons = file.putObject("reasons");
    new TreeMap<>(count.reasons()).forEach((key, reason) -> reasons.put(key, reason.word()));
    Conditions said = count.conditions();
    file.putObject("conditions")
        .put("person", said.person())
        .put("height", said.height())
        .put("angle", said.angle())
        .put("light", said.light())
        .put("note", said.note());
    return file;
  }

  private static ObjectNode node(Mark mark) {
    return NODES
        .objectNode()
        .put("id", mark.id())
        .put("line", mark.line())
        .put("direction", mark.direction().name().toLowerCase(Locale.ROOT))
        .put("frame", mark.frame())
        .put("origin", mark.origin().name().toLowerCase(Locale.ROOT))
        .put("withdrawn", mark.withdrawn());
  }

  private static void point(ArrayNode node, Point point) {
    node.add(point.x()).add(point.y());
  }

  private static PersonCount count(JsonNode file) {
    if (file.path("version").asInt() != VERSION) {
      throw new IllegalArgumentException("its version is not " + VERSION);
    }
    List<PersonCount.Line> lines = new ArrayList<>();
    for (JsonNode line : file.required("lines")) {
      lines.add(
          new PersonCount.Line(
              text(line, "id"),
              new Segment(point(line.required("from")), point(line.required("to")))));
    }
    List<Mark> marks = new ArrayList<>();
    for (JsonNode mark : file.required("marks")) {
      marks.add(mark(mark, marks.size() + 1));
    }
    Map<String, Reason> reasons = new TreeMap<>();
    file.path("reasons")
        .properties()
        .forEach(each -> reasons.put(each.getKey(), Reason.of(each.getValue().asText())));
    JsonNode said = file.path("conditions");
    long last = marks.stream().mapToLong(Mark::frame).max().orElse(1);
    JsonNode clip = file.required("clip");
    return new PersonCount(
        new PersonCount.ClipName(text(clip, "name"), text(clip, "sha256")),
        lines,
        Instant.parse(file.required("begun").asText()),
        marks,
        file.path("position").asLong(1),
        // a file written by a program says nothing of watching: all of the clip
        Math.max(last, file.path("watched").asLong(Integer.MAX_VALUE)),
        file.path("finished").asBoolean(true),
        file.path("reviewed").asText(""),
        reasons,
        new Conditions(
            said.path("person").asText(""),
            said.path("height").asText(""),
            said.path("angle").asText(""),
            said.path("light").asText(""),
            said.path("note").asText("")));
  }

  private static Mark mark(JsonNode node, int place) {
    return new Mark(
        node.path("id").asInt(place),
        text(node, "line"),
        Direction.valueOf(text(node, "direction").toUpperCase(Locale.ROOT)),
        node.required("frame").asLong(),
        Mark.Origin.valueOf(node.path("origin").asText("counted").toUpperCase(Locale.ROOT)),
        node.path("withdrawn").asBoolean(false));
  }

  private static String text(JsonNode node, String name) {
    return node.required(name).asText();
  }

  private static Point point(JsonNode node) {
    return new Point(node.required(0).asDouble(), node.required(1).asDouble());
  }
}
