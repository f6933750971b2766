package io.headcount.analytics.evaluation;

import io.headcount.analytics.track.Assignment;
import java.util.Arrays;

/** Matches one sequence frame by frame for {@link Clear}. Confined to the call that made it. */
final class ClearMatcher {
  private static final double MIN_IOU = 0.5 - Overlaps.ROUNDING;
  // Beyond any overlap that could be won by breaking a pair of the frame before.
  private static final double STAY = 1000;
  private static final int NONE = -1;

  private final Overlaps overlaps;
  // By truth identity: the track of the frame before, the last track ever, counts of frames.
  private int[] before;
  private final int[] last;
  private final int[] matched;
  private final int[] runs;

  private long matches;
  private long falsePositives;
  private long falseNegatives;
  private long switches;
  private double overlap;

  ClearMatcher(Overlaps overlaps) {
    this.overlaps = overlaps;
    before = nobody();
    last = nobody();
    matched = new int[overlaps.truths()];
    runs = new int[overlaps.truths()];
  }

  Clear clear() {
    overlaps.frames().forEach(this::match);
    long mostlyTracked = 0;
    long mostlyLost = 0;
    long fragments = 0;
    for (int truth = 0; truth < matched.length; truth++) {
      double share = (double) matched[truth] / overlaps.truthLength(truth);
      mostlyTracked += share > 0.8 ? 1 : 0;
      mostlyLost += share < 0.2 ? 1 : 0;
      fragments += Math.max(0, runs[truth] - 1);
    }
    return new Clear(
        matches,
        falsePositives,
        falseNegatives,
        switches,
        fragments,
        mostlyTracked,
        matched.length - mostlyTracked - mostlyLost,
        mostlyLost,
        overlap);
  }

  private void match(Overlaps.Frame frame) {
    int truths = frame.truth().length;
    int tracks = frame.tracks().length;
    if (truths == 0 || tracks == 0) {
      // As the MOTChallenge has it: such a frame is no "frame before" for the next one.
      falsePositives += tracks;
      falseNegatives += truths;
      return;
    }
    int[] columnOf = Assignment.solve(cost(frame), 0);
    int[] now = nobody();
    int found = 0;
    for (int i = 0; i < truths; i++) {
      if (columnOf[i] != NONE) {
        take(frame.truth()[i], frame.tracks()[columnOf[i]], now);
        overlap += frame.iou()[i][columnOf[i]];
        found++;
      }
    }
    before = now;
    matches += found;
    falseNegatives += truths - found;
    falsePositives += tracks - found;
  }

  private void take(int truth, int track, int[] now) {
    switches += last[truth] != NONE && last[truth] != track ? 1 : 0;
    runs[truth] += before[truth] == NONE ? 1 : 0;
    matched[truth]++;
    last[truth] = track;
    now[truth] = track;
  }

  private double[][] cost(Overlaps.Frame frame) {
    double[][] cost = new double[frame.truth().length][frame.tracks().length];
    for (int i = 0; i < cost.length; i++) {
      for (int j = 0; j < cost[i].length; j++) {
        double iou = frame.iou()[i][j];
        boolean stays = before[frame.truth()[i]] == frame.tracks()[j];
        cost[i][j] = iou < MIN_IOU ? Double.POSITIVE_INFINITY : stays ? -STAY - iou : -iou;
      }
    }
    return cost;
  }

  private int[] nobody() {
    int[] nobody = new int[overlaps.truths()];
    Arrays.fill(nobody, NONE);
    return nobody;
  }
}
