package io.headcount.analytics.heat;

import io.headcount.analytics.geometry.Point;

/**
 * The picture in cells of equal size, numbered by row from the top left. Stateless.
 *
 * <p>The feet of a person are known to about half a width of their body, and bodies are rarely
 * narrower than a thirtieth of the picture: finer cells would only show noise. 32 by 18 are square
 * in a picture of 16:9.
 */
public final class Grid {
  public static final int COLUMNS = 32;
  public static final int ROWS = 18;
  public static final int CELLS = COLUMNS * ROWS;

  private Grid() {}

  /** The cell that a point lies in; that of the nearest when it is outside the picture. */
  public static int cell(Point point) {
    int column = Math.clamp((int) Math.floor(point.x() * COLUMNS), 0, COLUMNS - 1);
    int row = Math.clamp((int) Math.floor(point.y() * ROWS), 0, ROWS - 1);
    return row * COLUMNS + column;
  }
}
