package io.headcount.edge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.Direction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadingTest {
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.9, 0.5, 0.1, to the right, to the left",
    "0.5, 0.1, 0.5, 0.9, to the left, to the right",
    "0.1, 0.5, 0.9, 0.5, downwards, upwards",
    "0.9, 0.5, 0.1, 0.5, upwards, downwards",
    "0.2, 0.8, 0.8, 0.2, to the lower right, to the upper left",
    "0.2, 0.2, 0.8, 0.8, to the lower left, to the upper right",
  })
  void saysWhereADirectionLeads(double ax, double ay, double bx, double by, String in, String out) {
    Segment line = new Segment(new Point(ax, ay), new Point(bx, by));
    assertThat(Heading.of(line, Direction.IN, 1)).isEqualTo(in);
    assertThat(Heading.of(line, Direction.OUT, 1)).isEqualTo(out);
    // the words agree with the sign that counting goes by
    double step = 0.01;
    Point ahead =
        switch (in) {
          case "to the right" -> new Point(0.5 + step, 0.5);
          case "to the left" -> new Point(0.5 - step, 0.5);
          case "downwards" -> new Point(0.5, 0.5 + step);
          case "upwards" -> new Point(0.5, 0.5 - step);
          case "to the lower right" -> new Point(0.5 + step, 0.5 + step);
          default -> new Point(0.5 - step, 0.5 + step);
        };
    assertThat(line.side(ahead)).isPositive();
  }
}
