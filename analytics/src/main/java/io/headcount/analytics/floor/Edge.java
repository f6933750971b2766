package io.headcount.analytics.floor;

import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import java.util.List;
import java.util.Optional;

/** The line {@code ax + by + c = 0} in the picture; inside is where that is positive. Immutable. */
record Edge(double a, double b, double c) {
  private static final double SHORTEST = 1e-6;

  /** The other side of it is inside. */
  Edge turned() {
    return new Edge(-a, -b, -c);
  }

  private double at(Point place) {
    return a * place.x() + b * place.y() + c;
  }

  /** The part of the line that is inside of all others; empty when none is. */
  Optional<Segment> within(List<Edge> others) {
    double square = a * a + b * b;
    if (square == 0) {
      return Optional.empty();
    }
    Point on = new Point(-a * c / square, -b * c / square);
    double length = Math.sqrt(square);
    Point next = new Point(on.x() - b / length, on.y() + a / length);
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.POSITIVE_INFINITY;
    for (Edge other : others) {
      double here = other.at(on);
      double step = other.at(next) - here;
      if (step > 0) {
        from = Math.max(from, -here / step);
      } else if (step < 0) {
        to = Math.min(to, -here / step);
      } else if (here < 0) {
        return Optional.empty();
      }
    }
    if (!(to - from > SHORTEST && Double.isFinite(to) && Double.isFinite(from))) {
      return Optional.empty();
    }
    return Optional.of(new Segment(along(on, next, from), along(on, next, to)));
  }

  private static Point along(Point from, Point to, double share) {
    return new Point(
        from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y()));
  }
}
