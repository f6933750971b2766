package io.headcount.edge.mounting;

import io.headcount.analytics.floor.FloorCamera;
import io.headcount.analytics.floor.Stature;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.edge.capture.PictureQuality;
import java.util.List;
import java.util.Optional;

/**
 * How a camera hangs, as far as is known by now. Immutable.
 *
 * @param quality of the picture, in the middle of the last minutes; empty before the first
 * @param people samples of those who walked, which the rest is known by
 * @param wanted as many are needed before anything is said about people
 * @param findings the gravest first; empty is good, or not known yet
 * @param camera where the people say that it hangs, for a lens of 80 degrees; empty while they are
 *     too few, or all at one distance
 * @param measured where it hangs by its measured floor; empty without one, or when that tells no
 *     camera
 * @param aspect the picture's width divided by its height, 1 before the first
 * @param places how good places are, row by row from the top left; empty while it is not known
 *     where the camera hangs
 */
public record Mounting(
    Optional<PictureQuality> quality,
    List<Stature> people,
    int wanted,
    List<Finding> findings,
    Optional<UprightCamera.Found> camera,
    Optional<FloorCamera> measured,
    double aspect,
    List<List<Spot>> places) {
  public Mounting {
    people = List.copyOf(people);
    findings = List.copyOf(findings);
    places = places.stream().map(List::copyOf).toList();
  }
}
