package io.headcount.edge.config;

import io.headcount.analytics.geometry.Anchor;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.CrossingPolicy;
import io.headcount.analytics.statics.StaticsRule;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.program.settings.Keys;
import io.headcount.program.settings.Section;
import io.headcount.program.settings.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads the lines, the zones and the rule for things that stand still of one camera. */
final class SceneReader {
  private static final int MOST_SHAPES = 64;
  private static final int MOST_CORNERS = 256;
  private static final Duration LONGEST_DEBOUNCE = Duration.ofMinutes(10);
  private static final Duration LONGEST_TIME = Duration.ofHours(1);
  private static final double WIDEST_HYSTERESIS = 0.25;
  private static final Duration SHORTEST_STILL = Duration.ofSeconds(10);
  private static final Duration LONGEST_STILL = Duration.ofHours(24);
  private static final double LEAST_WANDER = 0.01;
  private static final double MOST_WANDER = 0.5;

  /** Below this share of the picture's side a line is short. */
  private static final double SHORT_LINE = 0.03;

  /** Below this share of the picture's area a zone is small. */
  private static final double SMALL_ZONE = 0.001;

  /** Nearer than this to an edge, boxes are cut off and anchors stand still. */
  private static final double BORDER = 0.02;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private SceneReader() {}

  static List<CountingLine> lines(Section camera) {
    return shapes(camera, "lines", AgentKeys.LINE, SceneReader::line);
  }

  static List<Zone> zones(Section camera) {
    return shapes(camera, "zones", AgentKeys.ZONE, SceneReader::zone);
  }

  static StaticsRule statics(Section camera) {
    Optional<Section> statics = camera.find("statics").flatMap(v -> v.section(AgentKeys.STATICS));
    Duration after =
        statics
            .flatMap(section -> section.find("after"))
            .flatMap(value -> value.duration(SHORTEST_STILL, LONGEST_STILL))
            .orElse(StaticsRule.DEFAULT.after());
    double radius =
        statics
            .flatMap(section -> section.find("radius"))
            .flatMap(value -> value.number(LEAST_WANDER, MOST_WANDER))
            .orElse(StaticsRule.DEFAULT.radius());
    return new StaticsRule(after, radius);
  }

  /** A place in the picture. */
  static Optional<Point> point(Value value) {
    OptionalInt entries = value.entries();
    if (!entries.equals(OptionalInt.of(2))) {
      String found = entries.isPresent() ? entries.getAsInt() + " values" : value.kind();
      value.fault(
          "must be a point [x, y], this is " + found,
          "such as [0.5, 0.9]: the middle, near the bottom");
      return Optional.empty();
    }
    List<Value> pair = value.items(2);
    Optional<Double> x = coordinate(pair.getFirst());
    Optional<Double> y = coordinate(pair.getLast());
    return x.flatMap(across -> y.map(down -> new Point(across, down)));
  }

  private static Optional<Double> coordinate(Value value) {
    String hint = ": coordinates are shares of the picture and not pixels, the middle is 0.5";
    // adding zero turns -0.0 into 0.0
    return value.number(0, 1, hint).map(number -> number + 0.0);
  }

  /** A closed outline; what makes it none is reported. */
  static Optional<Polygon> polygon(Value value) {
    List<Point> corners =
        value.items(MOST_CORNERS).stream().flatMap(item -> point(item).stream()).toList();
    if (!value.entries().equals(OptionalInt.of(corners.size()))) {
      return Optional.empty();
    }
    Optional<String> fault = Polygon.fault(corners);
    if (fault.isEmpty()) {
      return Optional.of(new Polygon(corners));
    }
    boolean closed = corners.size() > 3 && corners.getFirst().equals(corners.getLast());
    String cure =
        closed
            ? "delete the last corner, it joins the first by itself"
            : "give the corners in the order in which one walks round it";
    value.fault(fault.get(), cure);
    return Optional.empty();
  }

  /** Letters, digits, '.', '-' and '_': ids stand in addresses and in names of metrics. */
  static Optional<String> id(Section section) {
    return section
        .need("id", "give it a short name such as door")
        .flatMap(
            value ->
                value.text(
                    ID, "1 to 64 letters, digits, '.', '-' and '_'", "a name such as back-door"));
  }

  /** Reports every use of an id but the first. */
  static boolean unique(Map<String, Value> seen, String id, Section section) {
    Value here = section.find("id").orElse(section.place());
    Value earlier = seen.putIfAbsent(id, here);
    if (earlier == null) {
      return true;
    }
    String line = "line " + earlier.line();
    here.fault("the id '" + id + "' is used twice, first in " + line, "give it another id");
    return false;
  }

  private static <T> List<T> shapes(
      Section camera, String key, Keys keys, BiFunction<Section, String, Optional<T>> read) {
    List<T> shapes = new ArrayList<>();
    Map<String, Value> seen = new HashMap<>();
    for (Value item : camera.find(key).map(list -> list.items(MOST_SHAPES)).orElse(List.of())) {
      Optional<Section> section = item.section(keys);
      Optional<String> id = section.flatMap(SceneReader::id);
      // read it even without a good id: its other faults belong into the same report
      Optional<T> shape = section.flatMap(some -> read.apply(some, id.orElse("?")));
      boolean fresh =
          section.flatMap(some -> id.map(name -> unique(seen, name, some))).orElse(false);
      shape.filter(some -> fresh).ifPresent(shapes::add);
    }
    return shapes;
  }

  private static Optional<CountingLine> line(Section section, String id) {
    String example = "a point such as [0.1, 0.5]";
    Optional<Point> from = section.need("from", example).flatMap(SceneReader::point);
    Optional<Point> to = section.need("to", example).flatMap(SceneReader::point);
    Optional<Segment> segment = from.flatMap(a -> to.flatMap(b -> segment(section, a, b)));
    Anchor anchor = anchor(section);
    double hysteresis =
        section
            .find("hysteresis")
            .flatMap(value -> value.number(0, WIDEST_HYSTERESIS))
            .orElse(CountingLine.DEFAULT_HYSTERESIS);
    Duration debounce = time(section, "debounce", LONGEST_DEBOUNCE, CountingLine.DEFAULT_DEBOUNCE);
    CrossingPolicy policy =
        section
            .find("policy")
            .flatMap(value -> value.choice(CrossingPolicy.class))
            .orElse(CrossingPolicy.EVERY_CROSSING);
    return segment.map(where -> new CountingLine(id, where, anchor, hysteresis, debounce, policy));
  }

  private static Optional<Segment> segment(Section section, Point from, Point to) {
    Value place = section.find("to").orElse(section.place());
    if (from.equals(to)) {
      place.fault("from and to are the same point", "a line needs two ends");
      return Optional.empty();
    }
    Segment segment = new Segment(from, to);
    if (segment.length() < SHORT_LINE) {
      place.warn(
          "the line is shorter than 3 % of the picture: people pass beside it",
          "draw it over the whole way that people can take");
    }
    if (alongBorder(from, to)) {
      place.warn(
          "the line lies along the edge of the picture: people are cut off there before they cross",
          "move it at least 0.02 away from the edge");
    }
    return Optional.of(segment);
  }

  private static boolean alongBorder(Point from, Point to) {
    return Math.max(from.x(), to.x()) < BORDER
        || Math.max(from.y(), to.y()) < BORDER
        || Math.min(from.x(), to.x()) > 1 - BORDER
        || Math.min(from.y(), to.y()) > 1 - BORDER;
  }

  private static Optional<Zone> zone(Section section, String id) {
    Optional<ZoneType> type =
        section
            .need("type", "such as area, queue or product")
            .flatMap(value -> value.choice(ZoneType.class));
    Optional<Value> outline =
        section.need("polygon", "three or more points such as [[0, 0.5], [1, 0.5], [1, 1]]");
    Optional<Polygon> polygon = outline.flatMap(SceneReader::polygon);
    if (polygon.isPresent() && polygon.get().area() < SMALL_ZONE) {
      outline.ifPresent(
          value ->
              value.warn(
                  "the zone is smaller than 0.1 % of the picture: hardly any foot lands in it",
                  "draw it larger"));
    }
    Anchor anchor = anchor(section);
    Duration inertia = time(section, "inertia", LONGEST_TIME, Zone.DEFAULT_INERTIA);
    Duration exitGrace = time(section, "exit_grace", LONGEST_TIME, Zone.DEFAULT_EXIT_GRACE);
    Duration minDwell = time(section, "min_dwell", LONGEST_TIME, Zone.DEFAULT_MIN_DWELL);
    return type.flatMap(
        kind ->
            polygon.map(area -> new Zone(id, kind, area, anchor, inertia, exitGrace, minDwell)));
  }

  private static Anchor anchor(Section section) {
    return section
        .find("anchor")
        .flatMap(value -> value.choice(Anchor.class))
        .orElse(Anchor.BOTTOM_CENTER);
  }

  private static Duration time(Section section, String key, Duration most, Duration otherwise) {
    return section
        .find(key)
        .flatMap(value -> value.duration(Duration.ZERO, most))
        .orElse(otherwise);
  }
}
