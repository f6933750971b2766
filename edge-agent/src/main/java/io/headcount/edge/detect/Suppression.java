package io.headcount.edge.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Greedy non-maximum suppression: of boxes that lie over each other the best one stays. */
final class Suppression {
  private Suppression() {}

  /**
   * Best score first; equal scores keep the order of the output, so that the same picture always
   * gives the same list.
   *
   * @param maxOverlap greatest intersection over union of two that both stay
   */
  static List<Candidate> apply(List<Candidate> candidates, double maxOverlap) {
    List<Candidate> ordered = new ArrayList<>(candidates);
    ordered.sort(Comparator.comparingDouble(Candidate::score).reversed());
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : ordered) {
      if (kept.stream().allMatch(better -> better.box().iou(candidate.box()) <= maxOverlap)) {
        kept.add(candidate);
      }
    }
    return kept;
  }
}
