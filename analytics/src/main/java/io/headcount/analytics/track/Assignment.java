package io.headcount.analytics.track;

import java.util.Arrays;

/**
 * Pairs rows with columns at the least total cost, by shortest augmenting paths (Jonker and
 * Volgenant, "A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment
 * Problems", 1987). Takes O(rows² · columns) time. Confined to the call that made it.
 */
public final class Assignment {
  private static final int NONE = -1;

  private final double[][] cost;
  private final double maxCost;
  private final int[] columnOf;
  private final int[] rowOf;

  // Dual prices: cost - rowPrice - columnPrice is never negative for placed rows, 0 on pairs.
  private final double[] rowPrice;
  private final double[] columnPrice;

  // The search tree of the row being placed.
  private final double[] distance;
  private final int[] reachedFrom;
  private final boolean[] settled;

  private Assignment(double[][] cost, double maxCost, int columns) {
    this.cost = cost;
    this.maxCost = maxCost;
    columnOf = new int[cost.length];
    rowOf = new int[columns];
    rowPrice = new double[cost.length];
    columnPrice = new double[columns];
    distance = new double[columns];
    reachedFrom = new int[columns];
    settled = new boolean[columns];
    Arrays.fill(columnOf, NONE);
    Arrays.fill(rowOf, NONE);
  }

  /**
   * Minimises the sum of the costs of the pairs plus {@code maxCost} for each row left without one.
   * So a pair dearer than {@code maxCost} is never made, and a row is left over rather than forcing
   * others into pairs that cost more than leaving it. To maximise a sum of weights, pass them
   * negated with a {@code maxCost} of 0.
   *
   * @param cost a row for each, all of one length; may be negative; positive infinity forbids a
   *     pair; not changed
   * @param maxCost finite
   * @return the column of each row, -1 for a row left over
   * @throws IllegalArgumentException when rows differ in length, a cost is NaN or negative
   *     infinity, or {@code maxCost} is not finite
   */
  public static int[] solve(double[][] cost, double maxCost) {
    if (!Double.isFinite(maxCost)) {
      throw new IllegalArgumentException("maxCost " + maxCost + " is not finite");
    }
    int columns = cost.length == 0 ? 0 : cost[0].length;
    for (int row = 0; row < cost.length; row++) {
      check(cost[row], row, columns);
    }
    Assignment assignment = new Assignment(cost, maxCost, columns);
    for (int row = 0; row < cost.length; row++) {
      assignment.place(row);
    }
    return assignment.columnOf;
  }

  private static void check(double[] costs, int row, int columns) {
    if (costs.length != columns) {
      throw new IllegalArgumentException(
          "row %d has %d costs, row 0 has %d".formatted(row, costs.length, columns));
    }
    for (double each : costs) {
      if (Double.isNaN(each) || each == Double.NEGATIVE_INFINITY) {
        throw new IllegalArgumentException("row " + row + " holds the cost " + each);
      }
    }
  }

  /** Finds the cheapest chain of moves that takes in {@code start}, and makes it. */
  private void place(int start) {
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    Arrays.fill(settled, false);
    int row = start;
    double reached = 0;
    int leaver = NONE;
    double leaving = Double.POSITIVE_INFINITY;
    while (true) {
      // Any row of the tree may be the one left over at the end of the chain.
      double leave = reached + maxCost - rowPrice[row];
      if (leave < leaving) {
        leaving = leave;
        leaver = row;
      }
      relax(row, reached);
      int nearest = nearest();
      if (nearest == NONE || distance[nearest] > leaving) {
        raisePrices(start, leaving);
        leaveOut(leaver, start);
        return;
      }
      if (rowOf[nearest] == NONE) {
        raisePrices(start, distance[nearest]);
        shift(nearest, start);
        return;
      }
      settled[nearest] = true;
      reached = distance[nearest];
      row = rowOf[nearest];
    }
  }

  private void relax(int row, double reached) {
    double[] costs = cost[row];
    double base = reached - rowPrice[row];
    for (int column = 0; column < costs.length; column++) {
      if (settled[column] || costs[column] > maxCost) {
        continue;
      }
      double through = base + costs[column] - columnPrice[column];
      if (through < distance[column]) {
        distance[column] = through;
        reachedFrom[column] = row;
      }
    }
  }

  private int nearest() {
    int nearest = NONE;
    double least = Double.POSITIVE_INFINITY;
    for (int column = 0; column < distance.length; column++) {
      if (!settled[column] && distance[column] < least) {
        least = distance[column];
        nearest = column;
      }
    }
    return nearest;
  }

  private void raisePrices(int start, double length) {
    rowPrice[start] += length;
    for (int column = 0; column < settled.length; column++) {
      if (settled[column]) {
        double rise = length - distance[column];
        columnPrice[column] -= rise;
        rowPrice[rowOf[column]] += rise;
      }
    }
  }

  private void leaveOut(int leaver, int start) {
    if (leaver == start) {
      return;
    }
    int freed = columnOf[leaver];
    columnOf[leaver] = NONE;
    shift(freed, start);
  }

  /** Gives the free column to the row that reached it, that row's column to the one before it. */
  private void shift(int free, int start) {
    int column = free;
    int row;
    do {
      row = reachedFrom[column];
      int given = columnOf[row];
      columnOf[row] = column;
      rowOf[column] = row;
      column = given;
    } while (row != start);
  }
}
