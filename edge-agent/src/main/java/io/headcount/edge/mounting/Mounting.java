package io.headcount.edge.mounting;

import io.headcount.analytics.floor.UprightCamera;
import io.headcount.edge.capture.PictureQuality;
import java.util.List;
import java.util.Optional;

/**
 * How a camera hangs, as far as is known by now. Immutable.
 *
 * @param quality of the picture, in the middle of the last minutes; empty before the first
 * @param people samples of people who walked, which the rest is known by
 * @param wanted as many are needed before anything is said about people
 * @param findings the gravest first; empty is good, or not known yet
 * @param camera where the people say that it hangs, for a lens of 80 degrees; empty while they are
 *     too few, or all at one distance
 * @param places how good places are, row by row from the top left; empty like {@code camera}
 */
public record Mounting(
    Optional<PictureQuality> quality,
    int people,
    int wanted,
    List<Finding> findings,
    Optional<UprightCamera.Found> camera,
    List<List<Spot>> places) {
  public Mounting {
    findings = List.copyOf(findings);
    places = places.stream().map(List::copyOf).toList();
  }
}
