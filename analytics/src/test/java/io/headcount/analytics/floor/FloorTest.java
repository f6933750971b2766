package io.headcount.analytics.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.geometry.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metres on the floor, against cameras whose place is known. */
class FloorTest {
  private static final double ASPECT = 16 / 9.0;
  private static final double LENS = Math.toRadians(80);

  /** Cameras as they hang in shops. */
  private static UprightCamera camera(Random random) {
    return new UprightCamera(
        2.3 + 2.5 * random.nextDouble(),
        Math.toRadians(20 + 35 * random.nextDouble()),
        LENS,
        ASPECT);
  }

  private static Point seen(Floor truth, double x, double y) {
    return truth.inPicture(new FloorPoint(x, y)).orElseThrow();
  }

  /** A mat of 1.5 by 2 metres somewhere before the camera. */
  private static FloorRectangle mat(Floor truth, Random random) {
    double x = random.nextDouble() - 1;
    double y = 2.5 + 2 * random.nextDouble();
    return new FloorRectangle(
        List.of(
            seen(truth, x, y),
            seen(truth, x + 1.5, y),
            seen(truth, x + 1.5, y + 2),
            seen(truth, x, y + 2)),
        1.5,
        2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aRectangleTellsEveryDistanceOnTheFloor(int seed) {
    Random random = new Random(seed);
    Floor truth = Floor.of(camera(random));
    Floor floor = Floor.of(mat(truth, random));
    for (int i = 0; i < 200; i++) {
      FloorPoint one = new FloorPoint(4 * random.nextDouble() - 2, 2 + 6 * random.nextDouble());
      FloorPoint other = new FloorPoint(4 * random.nextDouble() - 2, 2 + 6 * random.nextDouble());
      Point from = truth.inPicture(one).orElseThrow();
      Point to = truth.inPicture(other).orElseThrow();
      assertThat(truth.at(from).orElseThrow().distance(one)).isLessThan(1e-9);
      assertThat(floor.distance(from, to).orElseThrow())
          .isCloseTo(one.distance(other), within(1e-6));
    }
  }

  @Test
  void theOriginIsTheFirstCornerAndTheSidesAreTheAxes() {
    FloorRectangle tiles =
        new FloorRectangle(
            List.of(
                new Point(0.3, 0.9),
                new Point(0.8, 0.85),
                new Point(0.7, 0.5),
                new Point(0.4, 0.5)),
            2,
            3);
    Floor floor = Floor.of(tiles);
    double[][] places = {{0, 0}, {2, 0}, {2, 3}, {0, 3}};
    for (int corner = 0; corner < 4; corner++) {
      FloorPoint place = floor.at(tiles.corners().get(corner)).orElseThrow();
      assertThat(place.x()).isCloseTo(places[corner][0], within(1e-9));
      assertThat(place.y()).isCloseTo(places[corner][1], within(1e-9));
    }
  }

  @Test
  void thereIsNoFloorAboveTheHorizonAndNoPictureBehindTheCamera() {
    UprightCamera camera = new UprightCamera(3, Math.toRadians(25), LENS, ASPECT);
    Floor floor = Floor.of(camera);
    assertThat(camera.horizon()).isBetween(0.0, 0.1);
    assertThat(floor.at(new Point(0.5, camera.horizon() - 0.01))).isEmpty();
    assertThat(floor.at(new Point(0.5, camera.horizon()))).isEmpty();
    assertThat(floor.at(new Point(0.5, 0.5)).orElseThrow().y())
        .isCloseTo(3 / Math.tan(Math.toRadians(25)), within(1e-9));
    assertThat(floor.inPicture(new FloorPoint(0, -5))).isEmpty();
    assertThat(floor.distance(new Point(0.5, 0.9), new Point(0.5, 0))).isEmpty();
  }

  @Test
  void theErrorOfPointingIsTheOneThatIsMade() {
    Random random = new Random(7);
    Floor truth = Floor.of(new UprightCamera(3, Math.toRadians(35), LENS, ASPECT));
    FloorRectangle mat = mat(truth, random);
    Point near = seen(truth, 0, 3.5);
    Point far = seen(truth, 0, 12);
    double pointing = 0.002;
    for (Point place : List.of(near, far)) {
      double told = Floor.uncertainty(mat, place, pointing).orElseThrow();
      FloorPoint exact = Floor.of(mat).at(place).orElseThrow();
      double squares = 0;
      int tries = 4000;
      for (int i = 0; i < tries; i++) {
        List<Point> corners = new ArrayList<>();
        for (Point corner : mat.corners()) {
          corners.add(
              new Point(
                  corner.x() + pointing * random.nextGaussian(),
                  corner.y() + pointing * random.nextGaussian()));
        }
        FloorPoint off = Floor.of(new FloorRectangle(corners, 1.5, 2)).at(place).orElseThrow();
        squares += Math.pow(off.distance(exact), 2);
      }
      assertThat(told / Math.sqrt(squares / tries)).isBetween(0.75, 1.25);
    }
    assertThat(Floor.uncertainty(mat, far, pointing).orElseThrow())
        .isGreaterThan(3 * Floor.uncertainty(mat, near, pointing).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void peopleTellHowHighTheCameraHangs(int seed) {
    Random random = new Random(seed);
    UprightCamera camera = camera(random);
    Floor truth = Floor.of(camera);
    List<Stature> people = new ArrayList<>();
    while (people.size() < 200) {
      double x = 4 * random.nextDouble() - 2;
      double y = 1.5 + 8 * random.nextDouble();
      double tall = 1.70 + 0.09 * random.nextGaussian();
      Point feet = seen(truth, x, y);
      // the head is where a place on the floor behind is seen, by similar triangles
      double stretch = camera.height() / (camera.height() - tall);
      Point head = seen(truth, x * stretch, y * stretch);
      assertThat(camera.seen(feet, tall).orElseThrow())
          .isCloseTo(feet.y() - head.y(), within(1e-9));
      if (head.y() > 0 && feet.y() < 1) {
        people.add(new Stature(feet, feet.y() - head.y()));
      }
    }
    UprightCamera.Found found = UprightCamera.of(people, LENS, ASPECT, 1.70).orElseThrow();
    assertThat(found.camera().height()).isCloseTo(camera.height(), within(0.1 * camera.height()));
    assertThat(found.camera().tilt()).isCloseTo(camera.tilt(), within(Math.toRadians(4)));
    assertThat(found.spread()).isBetween(0.01, 0.15);
    Floor floor = Floor.of(found.camera());
    for (double y : new double[] {2.5, 4, 6}) {
      assertThat(floor.distance(seen(truth, -0.5, y), seen(truth, 0.5, y)).orElseThrow())
          .isCloseTo(1, within(0.15));
    }
  }

  @Test
  void tooFewPeopleOrAllAtOneDistanceTellNothing() {
    List<Stature> people = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      people.add(new Stature(new Point(0.5, 0.8 + i / 1000.0), 0.4));
    }
    assertThat(UprightCamera.of(people, LENS, ASPECT, 1.7)).isEmpty();
    assertThat(UprightCamera.of(people.subList(0, 19), LENS, ASPECT, 1.7)).isEmpty();
  }

  @Test
  void whatIsNoRectangleIsRefusedWithTheCure() {
    List<Point> crossed =
        List.of(new Point(0.2, 0.2), new Point(0.8, 0.8), new Point(0.8, 0.2), new Point(0.2, 0.8));
    assertThatThrownBy(() -> new FloorRectangle(crossed, 1, 1))
        .hasMessageContaining("in the order in which one walks round it");
    List<Point> line =
        List.of(new Point(0, 0), new Point(0.5, 0.5), new Point(1, 1), new Point(0, 1));
    assertThatThrownBy(() -> new FloorRectangle(line, 1, 1)).hasMessageContaining("corner 2");
    assertThatThrownBy(() -> new FloorRectangle(crossed.subList(0, 3), 1, 1))
        .hasMessageContaining("4 corners");
    List<Point> square =
        List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1));
    assertThatThrownBy(() -> new FloorRectangle(square, 0, 1)).hasMessageContaining("metres");
    assertThatThrownBy(() -> new FloorRectangle(square, 1, Double.NaN))
        .hasMessageContaining("depth NaN is no length");
  }
}
