package io.headcount.analytics.evaluation;

/**
 * The CLEAR MOT measures, frame by frame. Immutable. After Bernardin and Stiefelhagen, "Evaluating
 * Multiple Object Tracking Performance: The CLEAR MOT Metrics", 2008, as the MOTChallenge applies
 * them: boxes match from an overlap (IoU) of 0.5, pairs of the frame before come first, and among
 * the others most overlap wins.
 *
 * @param matches pairs of a truth box and a tracked box
 * @param falsePositives tracked boxes without a truth box
 * @param falseNegatives truth boxes without a tracked box
 * @param switches times a person came to be matched with another track than the last one
 * @param fragments times a person's matches began again after a pause
 * @param mostlyTracked people matched in more than 80 % of their frames
 * @param partlyTracked all people between the two
 * @param mostlyLost people matched in less than 20 % of their frames
 * @param overlap sum of the matches' IoU
 */
public record Clear(
    long matches,
    long falsePositives,
    long falseNegatives,
    long switches,
    long fragments,
    long mostlyTracked,
    long partlyTracked,
    long mostlyLost,
    double overlap) {

  Clear plus(Clear other) {
    return new Clear(
        matches + other.matches,
        falsePositives + other.falsePositives,
        falseNegatives + other.falseNegatives,
        switches + other.switches,
        fragments + other.fragments,
        mostlyTracked + other.mostlyTracked,
        partlyTracked + other.partlyTracked,
        mostlyLost + other.mostlyLost,
        overlap + other.overlap);
  }

  /** 1 less the errors per truth box; below 0 when there are more errors than boxes. */
  public double mota() {
    return Ratio.of(matches - falsePositives - switches, truthBoxes());
  }

  /** Mean overlap (IoU) of the matches, 0.5..1, and 0 without any. */
  public double motp() {
    return Ratio.of(overlap, matches);
  }

  /** The share of the truth boxes that is matched, 0..1. */
  public double recall() {
    return Ratio.of(matches, truthBoxes());
  }

  /** The share of the tracked boxes that is matched, 0..1. */
  public double precision() {
    return Ratio.of(matches, matches + falsePositives);
  }

  public long truthBoxes() {
    return matches + falseNegatives;
  }
}
