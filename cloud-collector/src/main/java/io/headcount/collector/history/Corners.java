package io.headcount.collector.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the corners of a camera's picture are on a plan. Immutable.
 *
 * @param list four of them: of the picture's top left, top right, bottom right and bottom left
 */
public record Corners(List<Corner> list) {
  private static final int FOUR = 4;

  /** Less of the plan than this is a line. */
  private static final double SMALLEST = 1e-4;

  /**
   * A place on a plan. Immutable.
   *
   * @param x from its left, 0 to 1
   * @param y from its top, 0 to 1
   */
  public record Corner(double x, double y) {
    public Corner {
      if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
        throw new IllegalArgumentException("corner %s, %s is not on the plan".formatted(x, y));
      }
    }
  }

  public Corners {
    list = List.copyOf(list);
    if (list.size() != FOUR) {
      throw new IllegalArgumentException("%d corners are not four".formatted(list.size()));
    }
    double turn = turn(list, 0);
    for (int i = 1; i < FOUR; i++) {
      if (turn(list, i) * turn <= 0) {
        throw new IllegalArgumentException(
            "the corners do not go round: none may lie between the others");
      }
    }
    if (area(list) < SMALLEST) {
      throw new IllegalArgumentException("the corners lie on a line");
    }
  }

  /** Which way, and how sharply, one turns at a corner. */
  private static double turn(List<Corner> list, int at) {
    Corner before = list.get(at);
    Corner here = list.get((at + 1) % FOUR);
    Corner after = list.get((at + 2) % FOUR);
    return (here.x() - before.x()) * (after.y() - here.y())
        - (here.y() - before.y()) * (after.x() - here.x());
  }

  private static double area(List<Corner> list) {
    double twice = 0;
    for (int i = 0; i < FOUR; i++) {
      Corner here = list.get(i);
      Corner next = list.get((i + 1) % FOUR);
      twice += here.x() * next.y() - next.x() * here.y();
    }
    return Math.abs(twice) / 2;
  }

  /** {@code x,y x,y x,y x,y}. */
  String text() {
    return String.join(
        " ",
        list.stream()
            .map(corner -> String.format(Locale.ROOT, "%.5f,%.5f", corner.x(), corner.y()))
            .toList());
  }

  static Corners parse(String text) {
    List<Corner> list = new ArrayList<>();
    for (String corner : text.split(" ", -1)) {
      int comma = corner.indexOf(',');
      list.add(
          new Corner(
              Double.parseDouble(corner.substring(0, comma)),
              Double.parseDouble(corner.substring(comma + 1))));
    }
    return new Corners(list);
  }
}
