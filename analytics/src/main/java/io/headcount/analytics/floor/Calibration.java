package io.headcount.analytics.floor;

import io.headcount.analytics.geometry.Point;
import java.util.Optional;

/** What makes metres of places in a picture. Immutable. */
public sealed interface Calibration permits FloorRectangle, UprightCamera.Found {
  /** Where on the floor the places of the picture are. */
  Floor floor();

  /**
   * The camera that sees it so.
   *
   * @param aspect the picture's width divided by its height
   * @return empty where that cannot be told, such as from straight above
   */
  Optional<FloorCamera> camera(double aspect);

  /**
   * By which share a length of one metre may be wrong there: the worse of along and across.
   *
   * @return empty where no floor is seen
   */
  Optional<Double> lengthError(Point place);

  /**
   * How many metres a place may be off, seen from the floor's origin.
   *
   * @return empty where no floor is seen
   */
  Optional<Double> placeError(Point place);
}
