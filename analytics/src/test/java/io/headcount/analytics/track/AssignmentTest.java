package io.headcount.analytics.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AssignmentTest {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  static Stream<Arguments> known() {
    return Stream.of(
        Arguments.of("nothing", new double[][] {}, 1, new int[] {}),
        Arguments.of("no columns", new double[][] {{}, {}}, 1, new int[] {-1, -1}),
        Arguments.of("the greedy choice is wrong", new double[][] {{1, 2}, {1, 9}}, 9, of(1, 0)),
        Arguments.of("more columns", new double[][] {{5, 1, 3}}, 9, of(1)),
        Arguments.of("more rows", new double[][] {{5}, {1}, {3}}, 9, of(-1, 0, -1)),
        Arguments.of("at the limit is allowed", new double[][] {{2}}, 2, of(0)),
        Arguments.of("over the limit is not", new double[][] {{2.1}}, 2, of(-1)),
        Arguments.of("infinite is forbidden", new double[][] {{NEVER, 3}}, 9, of(1)),
        Arguments.of(
            "one row left over is cheaper", new double[][] {{0, 9}, {9, NEVER}}, 10, of(0, -1)),
        Arguments.of("weights negated", new double[][] {{-3, -2}, {-2.5, 0}}, 0, of(1, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("known")
  void solvesKnownCases(String name, double[][] cost, double maxCost, int[] expected) {
    assertThat(Assignment.solve(cost, maxCost)).as(name).isEqualTo(expected);
  }

  @Property(tries = 2000)
  void isAsCheapAsTheBestOfAllPairings(
      @ForAll @IntRange(min = 0, max = 6) int rows,
      @ForAll @IntRange(min = 0, max = 6) int columns,
      @ForAll @IntRange(min = 1, max = 40) int spread,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[][] cost = new double[rows][columns];
    for (double[] row : cost) {
      Arrays.setAll(row, i -> random.nextInt(8) == 0 ? NEVER : random.nextInt(spread) - spread / 4);
    }
    double maxCost = random.nextInt(spread) - spread / 8.0;

    int[] columnOf = Assignment.solve(cost, maxCost);

    int[] used = Arrays.stream(columnOf).filter(column -> column >= 0).toArray();
    assertThat(used).doesNotHaveDuplicates();
    assertThat(total(cost, maxCost, columnOf))
        .isCloseTo(best(cost, maxCost, 0, new boolean[columns]), within(1e-9));
  }

  @Property(tries = 200)
  void isNoWorseOnItsOtherSide(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[][] cost = new double[rows][columns];
    double[][] turned = new double[columns][rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        cost[row][column] = random.nextDouble();
        turned[column][row] = cost[row][column];
      }
    }
    double maxCost = random.nextDouble();

    double there = total(cost, maxCost, Assignment.solve(cost, maxCost)) - rows * maxCost;
    double back = total(turned, maxCost, Assignment.solve(turned, maxCost)) - columns * maxCost;

    assertThat(there).isCloseTo(back, within(1e-9));
  }

  @Test
  void refusesWhatHasNoLeastCost() {
    assertThatThrownBy(() -> Assignment.solve(new double[][] {{1, 2}, {1}}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1 has 1 costs, row 0 has 2");
    assertThatThrownBy(() -> Assignment.solve(new double[][] {{Double.NaN}}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 0 holds the cost NaN");
    assertThatThrownBy(() -> Assignment.solve(new double[][] {{1}}, NEVER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxCost Infinity is not finite");
  }

  private static int[] of(int... columns) {
    return columns;
  }

  private static double total(double[][] cost, double maxCost, int[] columnOf) {
    double total = 0;
    for (int row = 0; row < columnOf.length; row++) {
      total += columnOf[row] < 0 ? maxCost : cost[row][columnOf[row]];
    }
    return total;
  }

  private static double best(double[][] cost, double maxCost, int row, boolean[] taken) {
    if (row == cost.length) {
      return 0;
    }
    double best = maxCost + best(cost, maxCost, row + 1, taken);
    for (int column = 0; column < taken.length; column++) {
      if (!taken[column]) {
        taken[column] = true;
        best = Math.min(best, cost[row][column] + best(cost, maxCost, row + 1, taken));
        taken[column] = false;
      }
    }
    return best;
  }
}
