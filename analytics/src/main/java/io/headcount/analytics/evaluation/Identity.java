package io.headcount.analytics.evaluation;

import io.headcount.analytics.track.Assignment;
import java.util.Arrays;

/**
 * How long one track stays with one person: each truth identity gets at most one track for the
 * whole sequence, such that most boxes agree. Immutable. After Ristani and others, "Performance
 * Measures and a Data Set for Multi-Target, Multi-Camera Tracking", 2016, with boxes agreeing from
 * an overlap (IoU) of 0.5.
 *
 * @param truePositives boxes that agree
 * @param falsePositives tracked boxes that do not
 * @param falseNegatives truth boxes that do not
 */
public record Identity(long truePositives, long falsePositives, long falseNegatives) {
  private static final double MIN_IOU = 0.5 - Overlaps.ROUNDING;

  static Identity of(Overlaps overlaps) {
    double[][] cost = agreementNegated(overlaps);
    int[] trackOf = Assignment.solve(cost, 0);
    long agreed = 0;
    for (int truth = 0; truth < trackOf.length; truth++) {
      agreed -= trackOf[truth] < 0 ? 0 : (long) cost[truth][trackOf[truth]];
    }
    long truthBoxes = 0;
    long trackedBoxes = 0;
    for (Overlaps.Frame frame : overlaps.frames()) {
      truthBoxes += frame.truth().length;
      trackedBoxes += frame.tracks().length;
    }
    return new Identity(agreed, trackedBoxes - agreed, truthBoxes - agreed);
  }

  /** Pairs that never agree stay forbidden, which keeps the assignment quick. */
  private static double[][] agreementNegated(Overlaps overlaps) {
    double[][] cost = new double[overlaps.truths()][overlaps.tracks()];
    for (double[] row : cost) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    for (Overlaps.Frame frame : overlaps.frames()) {
      for (int i = 0; i < frame.truth().length; i++) {
        double[] row = cost[frame.truth()[i]];
        for (int j = 0; j < frame.tracks().length; j++) {
          if (frame.iou()[i][j] >= MIN_IOU) {
            int track = frame.tracks()[j];
            row[track] = Math.min(row[track], 0) - 1;
          }
        }
      }
    }
    return cost;
  }

  Identity plus(Identity other) {
    return new Identity(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        falseNegatives + other.falseNegatives);
  }

  /** Harmonic mean of {@link #idp} and {@link #idr}, 0..1. */
  public double idf1() {
    return Ratio.of(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  /** The share of the tracked boxes that agrees, 0..1. */
  public double idp() {
    return Ratio.of(truePositives, truePositives + falsePositives);
  }

  /** The share of the truth boxes that agrees, 0..1. */
  public double idr() {
    return Ratio.of(truePositives, truePositives + falseNegatives);
  }
}
