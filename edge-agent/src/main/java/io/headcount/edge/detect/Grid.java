package io.headcount.edge.detect;

/**
 * The cells of a dense head: one grid for each stride, finest first, each row by row. A side that
 * is no multiple of a stride has one more cell.
 */
final class Grid {
  private static final int[] STRIDES = {8, 16, 32};

  private Grid() {}

  /** What is done with each cell. */
  interface CellVisitor {
    /**
     * Takes one cell.
     *
     * @param index place in the output
     * @param column of its grid
     * @param row of its grid
     * @param stride pixels of the input from cell to cell
     */
    void visit(int index, int column, int row, int stride);
  }

  static int cells(int width, int height) {
    int cells = 0;
    for (int stride : STRIDES) {
      cells += Math.ceilDiv(width, stride) * Math.ceilDiv(height, stride);
    }
    return cells;
  }

  static void forEach(int width, int height, CellVisitor visitor) {
    int index = 0;
    for (int stride : STRIDES) {
      int columns = Math.ceilDiv(width, stride);
      int rows = Math.ceilDiv(height, stride);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          visitor.visit(index++, column, row, stride);
        }
      }
    }
  }

  /** The shape of a dense head's output, for messages. */
  static String expected(int width, int height, String columns) {
    return "[1, %d, %s]".formatted(cells(width, height), columns);
  }
}
