package io.headcount.edge.detect;

import io.headcount.analytics.geometry.Box;
import java.util.ArrayList;
import java.util.List;

/** Collects what a head finds. Confined to one decoding. */
final class Candidates {
  private final List<Candidate> found = new ArrayList<>();

  void corners(double left, double top, double right, double bottom, double score) {
    boolean finite = Double.isFinite(left + top + right + bottom);
    if (finite && left < right && top < bottom) {
      found.add(new Candidate(new Box(left, top, right, bottom), Math.clamp(score, 0, 1)));
    }
  }

  void centre(double x, double y, double width, double height, double score) {
    corners(x - width / 2, y - height / 2, x + width / 2, y + height / 2, score);
  }

  List<Candidate> found() {
    return found;
  }
}
