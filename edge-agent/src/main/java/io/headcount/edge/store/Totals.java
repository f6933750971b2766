package io.headcount.edge.store;

import java.util.List;

/** Sums over stored windows, ordered by camera and id. Immutable. */
public record Totals(List<Line> lines, List<Zone> zones) {
  public Totals {
    lines = List.copyOf(lines);
    zones = List.copyOf(zones);
  }

  /** One line's crossings. Immutable. */
  public record Line(String camera, String line, long in, long out) {}

  /** One zone's visits, and the seconds spent in them. Immutable. */
  public record Zone(String camera, String zone, long visits, long passBys, double dwellSeconds) {}
}
