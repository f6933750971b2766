package io.headcount.analytics.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A closed outline of three or more corners whose edges do not cross. Immutable.
 *
 * @param corners in order, the last joins the first; not repeated at the end
 */
public record Polygon(List<Point> corners) {
  public Polygon {
    corners = List.copyOf(corners);
    Optional<String> fault = fault(corners);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get());
    }
  }

  /** Why these corners make no polygon, in words for whoever drew them; empty when they do. */
  public static Optional<String> fault(List<Point> corners) {
    if (corners.size() < 3) {
      return Optional.of("a polygon needs at least 3 corners, this has " + corners.size());
    }
    List<Segment> edges = new ArrayList<>();
    for (int i = 0; i < corners.size(); i++) {
      int next = (i + 1) % corners.size();
      if (corners.get(i).equals(corners.get(next))) {
        return Optional.of("corners " + (i + 1) + " and " + (next + 1) + " are the same point");
      }
      edges.add(new Segment(corners.get(i), corners.get(next)));
    }
    for (int i = 0; i < edges.size(); i++) {
      for (int j = i + 2; j < edges.size(); j++) {
        boolean neighbours = i == 0 && j == edges.size() - 1;
        if (!neighbours && edges.get(i).meets(edges.get(j))) {
          return Optional.of(
              "it crosses itself: the edge after corner %d meets the edge after corner %d"
                  .formatted(i + 1, j + 1));
        }
      }
    }
    if (Math.abs(signedArea(corners)) < 1e-9) {
      return Optional.of("all corners lie on one line");
    }
    return Optional.empty();
  }

  /**
   * Whether a point is inside, by the even-odd rule. A point exactly on an edge may count either
   * way, but polygons that share an edge never both miss it.
   */
  public boolean contains(Point point) {
    boolean inside = false;
    Point previous = corners.getLast();
    for (Point corner : corners) {
      boolean straddles = (corner.y() > point.y()) != (previous.y() > point.y());
      if (straddles) {
        double x =
            (previous.x() - corner.x()) * (point.y() - corner.y()) / (previous.y() - corner.y())
                + corner.x();
        if (point.x() < x) {
          inside = !inside;
        }
      }
      previous = corner;
    }
    return inside;
  }

  public double area() {
    return Math.abs(signedArea(corners));
  }

  private static double signedArea(List<Point> corners) {
    double twice = 0;
    Point previous = corners.getLast();
    for (Point corner : corners) {
      twice += previous.x() * corner.y() - corner.x() * previous.y();
      previous = corner;
    }
    return twice / 2;
  }
}
