package io.headcount.edge.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.analytics.floor.Calibration;
import io.headcount.analytics.floor.Floor;
import io.headcount.analytics.floor.FloorCamera;
import io.headcount.analytics.floor.Heights;
import io.headcount.analytics.floor.Heights.Verdict;
import io.headcount.analytics.floor.Stature;
import io.headcount.analytics.geometry.Point;
import io.headcount.edge.mounting.Mounting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a measured floor says, as the API tells it. Immutable.
 *
 * @param floor as it would be saved
 * @param warnings what is odd about it
 * @param camera where it hangs, by that; empty where it cannot be told
 * @param toFloor nine numbers that make metres of places: {@link Floor#numbers}
 * @param grid lines on the floor, one a metre both ways, each with its two ends in the picture
 * @param places parts of the picture, row by row from the top left; empty where no floor is
 * @param walked how right lengths are where people walked; empty while nobody did
 * @param people samples of those who walked
 * @param peopleWanted as many are needed before their heights are told
 * @param heights how tall they come out; empty while they are too few
 */
record FloorForm(
    ObjectNode floor,
    List<Complaint> warnings,
    Optional<Hung> camera,
    List<Double> toFloor,
    List<List<Point>> grid,
    List<List<Optional<Place>>> places,
    Optional<Walked> walked,
    int people,
    int peopleWanted,
    Optional<Tall> heights) {
  private static final int COLUMNS = 16;
  private static final int ROWS = 12;
  private static final int MOST_LINES = 20;

  /** Where a camera hangs and how wide its lens is. */
  record Hung(double heightMetres, double tiltDegrees, double lensDegrees) {}

  /**
   * A part of the picture.
   *
   * @param metre the share of the picture's width that a metre across takes
   * @param lengthError the share by which a metre may be wrong
   * @param placeErrorMetres how far the place may be off, seen from the floor's origin
   */
  record Place(double metre, Optional<Double> lengthError, Optional<Double> placeErrorMetres) {}

  /**
   * Where people walked.
   *
   * @param lengthError the share by which a metre may be wrong: for half of them it is less
   * @param most the same for nine in ten
   */
  record Walked(int people, double lengthError, double most) {}

  /** {@link Heights}, in metres. */
  record Tall(int people, double middle, double spread, double near, double far, Verdict verdict) {}

  /**
   * @param hangs what is known of the camera; empty while it does not run
   */
  static FloorForm of(Calibration floor, List<Complaint> warnings, Optional<Mounting> hangs) {
    Floor metres = floor.floor();
    Optional<Double> aspect = hangs.filter(one -> one.quality().isPresent()).map(Mounting::aspect);
    Optional<FloorCamera> camera = aspect.flatMap(floor::camera);
    List<Stature> people = hangs.map(Mounting::people).orElse(List.of());
    int wanted = hangs.map(Mounting::wanted).orElse(0);
    return new FloorForm(
        CameraForm.floor(floor),
        warnings,
        camera.map(
            one ->
                new Hung(
                    rounded(one.height(), 100),
                    rounded(Math.toDegrees(one.tilt()), 10),
                    rounded(Math.toDegrees(one.lensAngle()), 10))),
        metres.numbers(),
        metres.grid(1, MOST_LINES).stream().map(line -> List.of(line.from(), line.to())).toList(),
        places(floor, metres),
        walked(floor, people),
        people.size(),
        wanted,
        people.size() < wanted
            ? Optional.empty()
            : camera.flatMap(one -> Heights.of(one, people)).map(FloorForm::tall));
  }

  private static List<List<Optional<Place>>> places(Calibration floor, Floor metres) {
    List<List<Optional<Place>>> places = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      List<Optional<Place>> line = new ArrayList<>();
      for (int column = 0; column < COLUMNS; column++) {
        Point place = new Point((column + 0.5) / COLUMNS, (row + 0.5) / ROWS);
        line.add(
            metres
                .metre(place)
                .map(
                    metre ->
                        new Place(
                            rounded(metre, 1e5),
                            floor.lengthError(place).map(error -> rounded(error, 1000)),
                            floor.placeError(place).map(error -> rounded(error, 1000)))));
      }
      places.add(line);
    }
    return places;
  }

  private static Optional<Walked> walked(Calibration floor, List<Stature> people) {
    // where no error can be told it is large
    double[] errors =
        people.stream()
            .mapToDouble(person -> floor.lengthError(person.feet()).orElse(1.0))
            .sorted()
            .toArray();
    return errors.length == 0
        ? Optional.empty()
        : Optional.of(
            new Walked(
                errors.length,
                rounded(errors[errors.length / 2], 1000),
                rounded(errors[errors.length * 9 / 10], 1000)));
  }

  private static Tall tall(Heights heights) {
    return new Tall(
        heights.people(),
        rounded(heights.middle(), 100),
        rounded(heights.spread(), 100),
        rounded(heights.near(), 100),
        rounded(heights.far(), 100),
        heights.verdict());
  }

  private static double rounded(double value, double steps) {
    return Math.round(value * steps) / steps;
  }
}
