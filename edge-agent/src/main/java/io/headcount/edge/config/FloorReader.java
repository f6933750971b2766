package io.headcount.edge.config;

import io.headcount.analytics.floor.Calibration;
import io.headcount.analytics.floor.FloorRectangle;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.program.settings.Section;
import io.headcount.program.settings.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how the floor under one camera is measured: by four corners, or by people. Stateless. */
final class FloorReader {
  private static final List<String> BY_CORNERS = List.of("corners", "width", "depth");
  private static final List<String> BY_PEOPLE =
      List.of("height", "tilt", "lens", "aspect", "spread");

  /**
   * Below this share of the picture's area, a small slip of a corner is a large one on the floor.
   */
  private static final double SMALL = 0.01;

  private FloorReader() {}

  static Optional<Calibration> floor(Value value) {
    return value.section(AgentKeys.FLOOR).flatMap(FloorReader::floor);
  }

  private static Optional<Calibration> floor(Section section) {
    boolean corners = BY_CORNERS.stream().anyMatch(key -> section.find(key).isPresent());
    Optional<Value> people =
        BY_PEOPLE.stream().flatMap(key -> section.find(key).stream()).findFirst();
    if (corners && people.isPresent()) {
      people
          .get()
          .fault(
              "a floor is measured by corners or by people, not by both",
              "keep corners, width and depth, or height, tilt, lens, aspect and spread");
      return Optional.empty();
    }
    return people.isPresent() ? byPeople(section) : byCorners(section);
  }

  private static Optional<Calibration> byCorners(Section section) {
    Optional<List<Point>> corners =
        section
            .need("corners", "four points such as [[0.2, 0.9], [0.8, 0.9], [0.7, 0.5], [0.3, 0.5]]")
            .flatMap(FloorReader::corners);
    Optional<Double> width = length(section, "width", "from the first corner to the second");
    Optional<Double> depth = length(section, "depth", "from the second corner to the third");
    return corners.flatMap(
        four -> width.flatMap(wide -> depth.map(deep -> new FloorRectangle(four, wide, deep))));
  }

  private static Optional<List<Point>> corners(Value value) {
    List<Value> items = value.items(FloorRectangle.CORNERS);
    List<Point> corners = items.stream().flatMap(item -> SceneReader.point(item).stream()).toList();
    if (!value.entries().equals(OptionalInt.of(corners.size()))) {
      return Optional.empty(); // told already
    }
    Optional<String> fault = FloorRectangle.fault(corners);
    if (fault.isPresent()) {
      int colon = fault.get().lastIndexOf(": ");
      value.fault(fault.get().substring(0, colon), fault.get().substring(colon + 2));
      return Optional.empty();
    }
    if (new Polygon(corners).area() < SMALL) {
      value.warn(
          "the four corners take less than 1 % of the picture: what is far from them is not measured well",
          "measure something larger, such as several tiles together");
    }
    return Optional.of(corners);
  }

  private static Optional<Double> length(Section section, String key, String what) {
    return section
        .need(key, "metres " + what + ", such as 2.4")
        .flatMap(
            value ->
                value.number(FloorRectangle.SHORTEST, FloorRectangle.LONGEST, ": metres " + what));
  }

  private static Optional<Calibration> byPeople(Section section) {
    Optional<Double> height = need(section, "height", 0.5, 50);
    Optional<Double> tilt = need(section, "tilt", 0, 89);
    Optional<Double> lens = need(section, "lens", 15, 150);
    Optional<Double> aspect = need(section, "aspect", 0.2, 5);
    Optional<Double> spread = need(section, "spread", 0, 0.9);
    if (height.isEmpty() || tilt.isEmpty() || lens.isEmpty() || aspect.isEmpty()) {
      return Optional.empty();
    }
    UprightCamera camera =
        new UprightCamera(height.get(), radians(tilt.get()), radians(lens.get()), aspect.get());
    return spread.map(share -> new UprightCamera.Found(camera, share));
  }

  private static Optional<Double> need(Section section, String key, double least, double most) {
    return section
        .need(key, "let the page find it by people: the floor of this camera, second way")
        .flatMap(value -> value.number(least, most));
  }

  private static double radians(double degrees) {
    return Math.toRadians(ConfigWriter.sixDigits(degrees));
  }
}
