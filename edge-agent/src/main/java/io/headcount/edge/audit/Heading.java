package io.headcount.edge.audit;

import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.Direction;
import java.util.List;

/** Which way a direction of a line leads in the picture, in words. */
final class Heading {
  /** Clockwise from the right, an eighth of a turn each. */
  private static final List<String> WORDS =
      List.of(
          "to the right",
          "to the lower right",
          "downwards",
          "to the lower left",
          "to the left",
          "to the upper left",
          "upwards",
          "to the upper right");

  private Heading() {}

  /**
   * Square to the line.
   *
   * @param aspect width of the picture over its height
   */
  static String of(Segment line, Direction direction, double aspect) {
    double along = (line.to().x() - line.from().x()) * aspect;
    double down = line.to().y() - line.from().y();
    // in is towards the right-hand side, and y grows downwards
    double turned = Math.atan2(along, -down) + (direction == Direction.IN ? 0 : Math.PI);
    int eighth = (int) Math.round(turned / (Math.PI / 4));
    return WORDS.get(Math.floorMod(eighth, WORDS.size()));
  }
}
