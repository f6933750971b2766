package io.headcount.edge.mounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.floor.Floor;
import io.headcount.analytics.floor.FloorPoint;
import io.headcount.analytics.floor.FloorRectangle;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.edge.capture.Frame;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

/** Cameras that hang well and badly, with people who walk through their pictures. */
class MountingWatchTest {
  private static final double ASPECT = 4 / 3.0;
  private static final Instant NOON = Instant.parse("2026-03-02T11:00:00Z");

  /** A scene of many small things, as shops are. */
  private static Mat scene() {
    Random random = new Random(1);
    Mat picture = new Mat(480, 640, opencv_core.CV_8UC3, Scalar.all(120));
    for (int i = 0; i < 900; i++) {
      int level = random.nextInt(40, 220);
      Rect thing =
          new Rect(
              random.nextInt(620),
              random.nextInt(460),
              random.nextInt(4, 30),
              random.nextInt(4, 30));
      opencv_imgproc.rectangle(picture, thing, Scalar.all(level), -1, 8, 0);
    }
    return picture;
  }

  private static Frame frame(Mat picture, int second) {
    return new Frame(picture.clone(), NOON.plusSeconds(second), second + 1);
  }

  private static Mounting shown(Mat picture) {
    MountingWatch watch = new MountingWatch(416, Optional.empty());
    try (Frame frame = frame(picture, 0)) {
      watch.processed(frame, new Observation(frame.at(), List.of()));
    }
    return watch.report();
  }

  private static List<Trouble> troubles(Mounting mounting) {
    return mounting.findings().stream().map(Finding::trouble).toList();
  }

  @Test
  void aGoodPictureHasNoTroubleAndNothingIsSaidOfPeopleBeforeSomeWalked() {
    Mounting mounting = shown(scene());
    assertThat(mounting.findings()).isEmpty();
    assertThat(mounting.quality().orElseThrow().light()).isBetween(80, 160);
    assertThat(mounting.people()).isEmpty();
    assertThat(mounting.camera()).isEmpty();
    assertThat(mounting.places()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithThePicture() {
    Mat dark = scene();
    dark.convertTo(dark, -1, 0.1, 0);
    assertThat(troubles(shown(dark))).contains(Trouble.TOO_DARK);

    Mat fog = scene();
    fog.convertTo(fog, -1, 0.1, 150);
    assertThat(troubles(shown(fog))).contains(Trouble.WASHED_OUT);

    Mat blurred = scene();
    opencv_imgproc.GaussianBlur(blurred, blurred, new Size(15, 15), 0);
    assertThat(troubles(shown(blurred))).containsExactly(Trouble.BLURRED);

    Mat window = scene();
    window.convertTo(window, -1, 0.12, 0);
    opencv_imgproc.rectangle(window, new Rect(200, 50, 240, 200), Scalar.all(255), -1, 8, 0);
    assertThat(troubles(shown(window))).contains(Trouble.BACKLIGHT);
  }

  /** People of different size who cross before the camera at different distances. */
  private static Mounting walked(UprightCamera camera, double nearest, double farthest) {
    return walked(new MountingWatch(416, Optional.empty()), camera, nearest, farthest);
  }

  private static Mounting walked(
      MountingWatch watch, UprightCamera camera, double nearest, double farthest) {
    Random random = new Random(3);
    Floor floor = Floor.of(camera);
    Mat picture = scene();
    int second = 0;
    for (int number = 1; number <= 120; number++) {
      TrackId person = new TrackId(number);
      double ahead = nearest + (farthest - nearest) * random.nextDouble();
      double tall = 1.7 + 0.08 * random.nextGaussian();
      for (int step = -3; step <= 3; step++) {
        try (Frame frame = frame(picture, second++)) {
          List<TrackedBox> seen =
              box(camera, floor, new FloorPoint(step, ahead), tall)
                  .map(box -> List.of(new TrackedBox(person, box, 0.9)))
                  .orElse(List.of());
          watch.processed(frame, new Observation(frame.at(), seen));
        }
      }
    }
    return watch.report();
  }

  private static Optional<Box> box(
      UprightCamera camera, Floor floor, FloorPoint place, double tall) {
    Optional<Point> feet = floor.inPicture(place);
    if (feet.isEmpty() || feet.get().y() > 1.2) {
      return Optional.empty();
    }
    double height =
        new UprightCamera.Found(camera, 0)
            .camera(ASPECT)
            .orElseThrow()
            .seen(feet.get(), tall)
            .orElseThrow();
    double wide = 0.4 * height / ASPECT;
    double left = Math.clamp(feet.get().x() - wide / 2, 0, 1);
    double right = Math.clamp(feet.get().x() + wide / 2, 0, 1);
    double top = Math.clamp(feet.get().y() - height, 0, 1);
    double bottom = Math.clamp(feet.get().y(), 0, 1);
    return left < right && top < bottom
        ? Optional.of(new Box(left, top, right, bottom))
        : Optional.empty();
  }

  @Test
  void findsWhereAGoodCameraHangsAndWhereItSeesWell() {
    UprightCamera camera = new UprightCamera(3.2, Math.toRadians(32), Math.toRadians(80), ASPECT);
    Mounting mounting = walked(camera, 3.2, 9);
    assertThat(mounting.findings()).isEmpty();
    assertThat(mounting.camera().orElseThrow().camera().height()).isCloseTo(3.2, within(0.3));
    List<List<Spot>> places = mounting.places();
    assertThat(places).hasSize(12).allSatisfy(row -> assertThat(row).hasSize(16));
    assertThat(places.get(6)).containsOnly(Spot.GOOD);
    assertThat(places.getFirst()).doesNotContain(Spot.GOOD);
  }

  @Test
  void aMeasuredFloorTellsWhereItHangsAndPeopleTellWhetherThatIsRight() {
    UprightCamera camera = new UprightCamera(3.2, Math.toRadians(32), Math.toRadians(80), ASPECT);
    Floor truth = Floor.of(camera);
    List<Point> corners =
        List.of(
            truth.inPicture(new FloorPoint(-1, 4)).orElseThrow(),
            truth.inPicture(new FloorPoint(1, 4)).orElseThrow(),
            truth.inPicture(new FloorPoint(1, 7)).orElseThrow(),
            truth.inPicture(new FloorPoint(-1, 7)).orElseThrow());
    MountingWatch watch = new MountingWatch(416, Optional.of(new FloorRectangle(corners, 2, 3)));
    try (Frame first = frame(scene(), 0)) {
      watch.processed(first, new Observation(first.at(), List.of()));
    }
    // known before anybody walked
    assertThat(watch.report().places().get(6)).containsOnly(Spot.GOOD);
    Mounting right = walked(watch, camera, 3.2, 9);
    assertThat(right.measured().orElseThrow().height()).isCloseTo(3.2, within(1e-6));
    assertThat(right.findings()).isEmpty();
    assertThat(right.places()).isNotEmpty();

    // the same corners, and lengths half as long again
    watch.measured(Optional.of(new FloorRectangle(corners, 3, 4.5)));
    assertThat(troubles(watch.report())).containsExactly(Trouble.FLOOR_OFF);
    assertThat(watch.report().findings().getFirst().measured()).contains("2.5");
    watch.measured(Optional.empty());
    assertThat(watch.report().measured()).isEmpty();
    assertThat(watch.report().findings()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithTheMounting() {
    double lens = Math.toRadians(80);
    assertThat(troubles(walked(new UprightCamera(6, Math.toRadians(25), lens, ASPECT), 9, 26)))
        .contains(Trouble.PEOPLE_TOO_SMALL);
    assertThat(troubles(walked(new UprightCamera(1.9, Math.toRadians(12), lens, ASPECT), 3, 9)))
        .contains(Trouble.TOO_LOW);
    assertThat(troubles(walked(new UprightCamera(2.6, Math.toRadians(10), lens, ASPECT), 2.4, 2.9)))
        .contains(Trouble.CUT_OFF);
  }

  @Test
  void peopleSeenFromAboveAreWideAndSaySo() {
    MountingWatch watch = new MountingWatch(416, Optional.empty());
    Mat picture = scene();
    for (int second = 0; second < 200; second++) {
      double left = 0.1 + 0.15 * (second % 5);
      Box box = new Box(left, 0.4, left + 0.15, 0.4 + 0.15 * ASPECT);
      try (Frame frame = frame(picture, second)) {
        watch.processed(
            frame,
            new Observation(
                frame.at(), List.of(new TrackedBox(new TrackId(1 + second / 5), box, 0.9))));
      }
    }
    assertThat(troubles(watch.report())).contains(Trouble.TOO_STEEP);
  }

  @Test
  void anotherShapeOfThePictureBeginsAnew() {
    MountingWatch watch = new MountingWatch(416, Optional.empty());
    try (Frame first = frame(scene(), 0);
        Frame wide = new Frame(scene().rowRange(0, 300).clone(), NOON.plusSeconds(30), 2)) {
      watch.processed(first, new Observation(first.at(), List.of()));
      watch.processed(wide, new Observation(wide.at(), List.of()));
    }
    assertThat(watch.report().quality()).isPresent();
    assertThat(watch.report().people()).isEmpty();
  }
}
