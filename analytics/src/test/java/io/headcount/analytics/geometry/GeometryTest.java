package io.headcount.analytics.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GeometryTest {
  private static final Polygon L_SHAPE =
      new Polygon(
          List.of(
              new Point(0, 0),
              new Point(1, 0),
              new Point(1, 0.5),
              new Point(0.5, 0.5),
              new Point(0.5, 1),
              new Point(0, 1)));

  @Test
  void theRightOfALineIsTheRightAsSeenInThePicture() {
    Segment upwards = new Segment(new Point(0.5, 0.9), new Point(0.5, 0.1));
    assertThat(upwards.side(new Point(0.7, 0.5))).isEqualTo(0.2, within(1e-12));
    assertThat(upwards.side(new Point(0.4, 0.5))).isEqualTo(-0.1, within(1e-12));
    assertThat(upwards.side(new Point(0.5, 5))).isZero();
  }

  @ParameterizedTest(name = "{0},{1} inside={2}")
  @CsvSource({
    "0.25, 0.25, true",
    "0.75, 0.25, true",
    "0.25, 0.75, true",
    "0.75, 0.75, false",
    "-0.1, 0.5, false",
    "0.5, 1.1, false"
  })
  void pointsInAnLShape(double x, double y, boolean inside) {
    assertThat(L_SHAPE.contains(new Point(x, y))).isEqualTo(inside);
  }

  @Test
  void areaOfAnLShape() {
    assertThat(L_SHAPE.area()).isEqualTo(0.75, within(1e-12));
  }

  @Property
  void twoPolygonsThatShareAnEdgeNeverBothHoldOrMissAPoint(
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double x,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double y,
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double top,
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double bottom) {
    Point a = new Point(top, 0);
    Point b = new Point(bottom, 1);
    Polygon left = new Polygon(List.of(new Point(0, 0), a, b, new Point(0, 1)));
    Polygon right = new Polygon(List.of(a, new Point(1, 0), new Point(1, 1), b));
    Point point = new Point(x, y);
    assertThat(left.contains(point)).isNotEqualTo(right.contains(point));
  }

  @Test
  void outlinesThatAreNoPolygonSayWhy() {
    Point a = new Point(0, 0);
    Point b = new Point(1, 0);
    Point c = new Point(1, 1);
    Point d = new Point(0, 1);
    assertThatThrownBy(() -> new Polygon(List.of(a, b)))
        .hasMessageContaining("at least 3 corners, this has 2");
    assertThatThrownBy(() -> new Polygon(List.of(a, c, b, d)))
        .hasMessageContaining("crosses itself")
        .hasMessageContaining("corner 1")
        .hasMessageContaining("corner 3");
    assertThatThrownBy(() -> new Polygon(List.of(a, b, b, c)))
        .hasMessageContaining("corners 2 and 3 are the same");
    assertThatThrownBy(() -> new Polygon(List.of(a, new Point(0.5, 0.5), c)))
        .hasMessageContaining("one line");
    assertThatThrownBy(() -> new Segment(a, a)).hasMessageContaining("both ends");
  }

  @Test
  void iouOfBoxes() {
    Box box = new Box(0, 0, 2, 2);
    assertThat(box.iou(box)).isEqualTo(1);
    assertThat(box.iou(new Box(1, 0, 3, 2))).isEqualTo(1 / 3.0, within(1e-12));
    assertThat(box.iou(new Box(2, 0, 3, 2))).isZero();
    assertThatThrownBy(() -> new Box(1, 0, 1, 1)).hasMessageContaining("empty");
    assertThatThrownBy(() -> new Box(0, 0, Double.NaN, 1)).hasMessageContaining("not finite");
  }

  @Test
  void segmentsThatTouchMeet() {
    Segment line = new Segment(new Point(0, 0), new Point(1, 1));
    assertThat(line.meets(new Segment(new Point(0, 1), new Point(1, 0)))).isTrue();
    assertThat(line.meets(new Segment(new Point(0.5, 0.5), new Point(1, 0)))).isTrue();
    assertThat(line.meets(new Segment(new Point(0.2, 0), new Point(1, 0.5)))).isFalse();
    assertThat(line.meets(new Segment(new Point(0.5, 0.5), new Point(2, 2)))).isTrue();
    assertThat(line.meets(new Segment(new Point(1.5, 1.5), new Point(2, 2)))).isFalse();
  }
}
