package io.headcount.analytics.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
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
      assertThat(FloorCamera.of(camera).seen(feet, tall).orElseThrow())
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
    List<Point> dented =
        List.of(new Point(0, 0), new Point(1, 0), new Point(0.4, 0.4), new Point(0, 1));
    assertThatThrownBy(() -> new FloorRectangle(dented, 1, 1))
        .hasMessageContaining("corner 3 lies between");
    assertThatThrownBy(() -> new FloorRectangle(line, 1, 1)).hasMessageContaining("corner 2");
    assertThatThrownBy(() -> new FloorRectangle(crossed.subList(0, 3), 1, 1))
        .hasMessageContaining("4 corners");
    List<Point> square =
        List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1));
    assertThatThrownBy(() -> new FloorRectangle(square, 0, 1)).hasMessageContaining("metres");
    assertThatThrownBy(() -> new FloorRectangle(square, 1, Double.NaN))
        .hasMessageContaining("depth NaN is no length");
    // any way round, from any corner
    for (int first = 0; first < 4; first++) {
      List<Point> turned = new ArrayList<>(square);
      Collections.rotate(turned, first);
      assertThat(FloorRectangle.fault(turned)).isEmpty();
      assertThat(FloorRectangle.fault(turned.reversed())).isEmpty();
    }
  }

  /** A metre stick whose place on the floor the corners' errors move. */
  @Test
  void theErrorOfALengthIsTheOneThatPointingMakes() {
    Random random = new Random(11);
    Floor truth = Floor.of(new UprightCamera(3, Math.toRadians(35), LENS, ASPECT));
    FloorRectangle mat = mat(truth, random);
    for (double away : new double[] {3.5, 9}) {
      Point place = seen(truth, 0, away);
      FloorPoint at = mat.floor().at(place).orElseThrow();
      double told = mat.lengthError(place).orElseThrow();
      List<Double> worst = new ArrayList<>();
      for (double[] way : new double[][] {{0.5, 0}, {0, 0.5}}) {
        Point from =
            mat.floor().inPicture(new FloorPoint(at.x() - way[0], at.y() - way[1])).orElseThrow();
        Point to =
            mat.floor().inPicture(new FloorPoint(at.x() + way[0], at.y() + way[1])).orElseThrow();
        double squares = 0;
        int tries = 3000;
        for (int i = 0; i < tries; i++) {
          List<Point> corners = new ArrayList<>();
          for (Point corner : mat.corners()) {
            corners.add(
                new Point(
                    corner.x() + FloorRectangle.POINTING * random.nextGaussian(),
                    corner.y() + FloorRectangle.POINTING * random.nextGaussian()));
          }
          double length =
              Floor.of(new FloorRectangle(corners, 1.5, 2)).distance(from, to).orElseThrow();
          squares += (length - 1) * (length - 1);
        }
        worst.add(Math.sqrt(squares / tries));
      }
      assertThat(told / Collections.max(worst)).isBetween(0.75, 1.25);
    }
    assertThat(mat.lengthError(seen(truth, 0, 9)).orElseThrow())
        .isGreaterThan(mat.lengthError(seen(truth, 0, 3.5)).orElseThrow());
    assertThat(mat.lengthError(new Point(0.5, -0.5))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void areasAndMetresAreThoseOfTheFloor(int seed) {
    Random random = new Random(seed);
    Floor truth = Floor.of(camera(random));
    Floor floor = Floor.of(mat(truth, random));
    double x = random.nextDouble();
    double y = 3 + random.nextDouble();
    // 2 by 3 metres, without a corner of 1 by 1
    Polygon room =
        new Polygon(
            List.of(
                seen(truth, x, y),
                seen(truth, x + 2, y),
                seen(truth, x + 2, y + 2),
                seen(truth, x + 1, y + 2),
                seen(truth, x + 1, y + 3),
                seen(truth, x, y + 3)));
    assertThat(floor.area(room).orElseThrow()).isCloseTo(5, within(1e-6));
    Point left = seen(truth, -0.1, 4);
    Point right = seen(truth, 0.1, 4);
    assertThat(floor.metre(new Point((left.x() + right.x()) / 2, left.y())).orElseThrow())
        .isCloseTo((right.x() - left.x()) / 0.2, within(1e-3));
    Polygon sky = new Polygon(List.of(new Point(0, -9), new Point(1, -9), new Point(1, 0.9)));
    assertThat(floor.area(sky)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theGridLiesOnTheFloorAMetreApartAndInThePicture(int seed) {
    Random random = new Random(seed);
    Floor floor = Floor.of(mat(Floor.of(camera(random)), random));
    List<Segment> grid = floor.grid(1, 10);
    assertThat(grid).hasSizeBetween(10, 42);
    for (Segment line : grid) {
      for (Point end : List.of(line.from(), line.to())) {
        assertThat(end.x()).isBetween(-1e-9, 1 + 1e-9);
        assertThat(end.y()).isBetween(-1e-9, 1 + 1e-9);
      }
      Point inside =
          new Point((line.from().x() + line.to().x()) / 2, (line.from().y() + line.to().y()) / 2);
      FloorPoint one = floor.at(inside).orElseThrow();
      double offX = Math.abs(one.x() - Math.rint(one.x()));
      double offY = Math.abs(one.y() - Math.rint(one.y()));
      assertThat(Math.min(offX, offY)).isLessThan(1e-6);
    }
    assertThat(new HashSet<>(grid)).hasSize(grid.size());
    List<Double> n = floor.numbers();
    Point place = grid.getFirst().from();
    double depth = n.get(6) * place.x() + n.get(7) * place.y() + n.get(8);
    assertThat((n.get(0) * place.x() + n.get(1) * place.y() + n.get(2)) / depth)
        .isCloseTo(floor.at(place).orElseThrow().x(), within(1e-9));
  }

  /** Turned about its own axis, too: nobody hangs a camera quite upright. */
  private static Point rolled(Point upright, double roll) {
    double x = (upright.x() - 0.5) * ASPECT;
    double y = upright.y() - 0.5;
    return new Point(
        0.5 + (x * Math.cos(roll) - y * Math.sin(roll)) / ASPECT,
        0.5 + x * Math.sin(roll) + y * Math.cos(roll));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void fourCornersTellTheCameraAndHowTallPeopleAre(int seed) {
    Random random = new Random(seed);
    double lens = Math.toRadians(50 + 60 * random.nextDouble());
    double tilt = Math.toRadians(20 + 35 * random.nextDouble());
    UprightCamera camera = new UprightCamera(2.3 + 2.5 * random.nextDouble(), tilt, lens, ASPECT);
    double roll = seed % 2 == 0 ? 0 : 0.2 * random.nextDouble() - 0.1;
    Floor truth = Floor.of(camera);
    double turned = random.nextDouble() - 0.5;
    List<Point> corners = new ArrayList<>();
    for (double[] corner : new double[][] {{0, 0}, {2, 0}, {2, 1.5}, {0, 1.5}}) {
      corners.add(
          rolled(
              seen(
                  truth,
                  corner[0] * Math.cos(turned) - corner[1] * Math.sin(turned) - 0.5,
                  4 + corner[0] * Math.sin(turned) + corner[1] * Math.cos(turned)),
              roll));
    }
    FloorCamera found = new FloorRectangle(corners, 2, 1.5).camera(ASPECT).orElseThrow();
    assertThat(found.height()).isCloseTo(camera.height(), within(1e-6));
    assertThat(found.lensAngle()).isCloseTo(lens, within(1e-6));
    assertThat(Math.sin(found.tilt())).isCloseTo(Math.sin(tilt), within(1e-6));

    FloorCamera upright = FloorCamera.of(camera);
    for (int i = 0; i < 50; i++) {
      Point feet = seen(truth, 3 * random.nextDouble() - 1.5, 2.5 + 4 * random.nextDouble());
      double tall = 1.5 + 0.4 * random.nextDouble();
      double high = upright.seen(feet, tall).orElseThrow();
      if (high > 0 && high <= 1) {
        assertThat(upright.stature(new Stature(feet, high)).orElseThrow())
            .isCloseTo(tall, within(1e-6));
        if (roll == 0) {
          assertThat(found.stature(new Stature(feet, high)).orElseThrow())
              .isCloseTo(tall, within(1e-6));
        }
      }
    }
  }

  @Test
  void cornersThatNoLensSeesSoTellNoCamera() {
    // seen from straight above, any lens will do
    List<Point> square =
        List.of(new Point(0.3, 0.3), new Point(0.7, 0.3), new Point(0.7, 0.7), new Point(0.3, 0.7));
    assertThat(new FloorRectangle(square, 2, 2).camera(1)).isEmpty();
  }

  /** Looks at 200 people of 1.70 m, and what a calibration makes of them. */
  private static Heights heights(UprightCamera camera, FloorRectangle rectangle) {
    Random random = new Random(5);
    Floor truth = Floor.of(camera);
    List<Stature> people = new ArrayList<>();
    while (people.size() < 200) {
      Point feet = seen(truth, 2 * random.nextDouble() - 1, 2.5 + 5 * random.nextDouble());
      double high =
          FloorCamera.of(camera).seen(feet, 1.7 + 0.08 * random.nextGaussian()).orElseThrow();
      if (high < feet.y()) {
        people.add(new Stature(feet, high));
      }
    }
    return Heights.of(rectangle.camera(ASPECT).orElseThrow(), people).orElseThrow();
  }

  @Test
  void peopleSayWhetherTheLengthsAreRight() {
    UprightCamera camera = new UprightCamera(3, Math.toRadians(30), LENS, ASPECT);
    FloorRectangle right = mat(Floor.of(camera), new Random(1));
    Heights fits = heights(camera, right);
    assertThat(fits.verdict()).isEqualTo(Heights.Verdict.FITS);
    assertThat(fits.middle()).isCloseTo(1.7, within(0.03));
    assertThat(fits.spread()).isCloseTo(0.054, within(0.02));
    assertThat(fits.people()).isEqualTo(200);
    // both lengths half as long again: everybody is a giant
    Heights tall = heights(camera, new FloorRectangle(right.corners(), 2.25, 3));
    assertThat(tall.verdict()).isEqualTo(Heights.Verdict.TOO_TALL);
    assertThat(tall.middle()).isCloseTo(1.5 * 1.7, within(0.05));
    assertThat(heights(camera, new FloorRectangle(right.corners(), 1.2, 1.6)).verdict())
        .isEqualTo(Heights.Verdict.TOO_SMALL);
    assertThat(
            Heights.of(
                right.camera(ASPECT).orElseThrow(), List.of(new Stature(new Point(0.5, 0.9), 0.5))))
        .isEmpty();
  }

  @Test
  void nearAndFarHaveToAgree() {
    assertThat(new Heights(90, 1.7, 0.1, 1.9, 1.5).verdict()).isEqualTo(Heights.Verdict.UNEVEN);
    assertThat(new Heights(90, 1.7, 0.1, 1.5, 1.9).verdict()).isEqualTo(Heights.Verdict.UNEVEN);
    assertThat(new Heights(90, 1.7, 0.1, 1.75, 1.65).verdict()).isEqualTo(Heights.Verdict.FITS);
  }

  @Test
  void byPeopleLengthsAreAsUncertainAsTheyDifferAndLessSureFarAway() {
    UprightCamera.Found found =
        new UprightCamera.Found(new UprightCamera(3, Math.toRadians(30), LENS, ASPECT), 0.08);
    Point place = seen(found.floor(), 0, 5);
    assertThat(found.lengthError(place).orElseThrow()).isBetween(0.08, 0.2);
    assertThat(found.placeError(place).orElseThrow()).isBetween(0.4, 0.6);
    // near the horizon a slightly other tilt is a street
    assertThat(found.lengthError(seen(found.floor(), 0, 40)).orElseThrow()).isGreaterThan(0.3);
    assertThat(found.lengthError(new Point(0.5, -2))).isEmpty();
    assertThat(found.camera(ASPECT).orElseThrow().height()).isEqualTo(3);
    assertThatThrownBy(() -> new UprightCamera.Found(found.camera(), 1.5))
        .hasMessageContaining("spread 1.5");
  }
}
