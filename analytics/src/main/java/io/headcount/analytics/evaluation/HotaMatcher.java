package io.headcount.analytics.evaluation;

import io.headcount.analytics.track.Assignment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Matches one sequence for {@link Hota}. The matching is the same at every level: in each frame the
 * pairs with the greatest sum of overlap times the alignment of their two identities over the whole
 * sequence; a level then keeps the pairs that overlap enough. Confined to the call that made it.
 */
final class HotaMatcher {
  private record Match(int truth, int track, double iou) {}

  private final Overlaps overlaps;
  private final double[][] alignment;
  private final List<Match> matches = new ArrayList<>();
  private long truthBoxes;
  private long trackedBoxes;

  HotaMatcher(Overlaps overlaps) {
    this.overlaps = overlaps;
    alignment = new double[overlaps.truths()][overlaps.tracks()];
  }

  Hota hota() {
    overlaps.frames().forEach(this::addShares);
    sharesToAlignment();
    overlaps.frames().forEach(this::match);
    return new Hota(
        IntStream.range(0, Hota.LEVELS).mapToObj(i -> level(Hota.leastIou(i))).toList());
  }

  /** Each frame gives a pair its overlap as a share of all overlaps of its two boxes. */
  private void addShares(Overlaps.Frame frame) {
    double[][] iou = frame.iou();
    double[] trackSums = new double[frame.tracks().length];
    for (double[] row : iou) {
      Arrays.setAll(trackSums, j -> trackSums[j] + row[j]);
    }
    for (int i = 0; i < iou.length; i++) {
      double truthSum = Arrays.stream(iou[i]).sum();
      for (int j = 0; j < trackSums.length; j++) {
        if (iou[i][j] > 0) {
          alignment[frame.truth()[i]][frame.tracks()[j]] +=
              iou[i][j] / (truthSum + trackSums[j] - iou[i][j]);
        }
      }
    }
  }

  private void sharesToAlignment() {
    for (int truth = 0; truth < alignment.length; truth++) {
      double[] row = alignment[truth];
      for (int track = 0; track < row.length; track++) {
        row[track] /= overlaps.truthLength(truth) + overlaps.trackLength(track) - row[track];
      }
    }
  }

  private void match(Overlaps.Frame frame) {
    int[] truth = frame.truth();
    int[] tracks = frame.tracks();
    double[][] cost = new double[truth.length][tracks.length];
    for (int i = 0; i < truth.length; i++) {
      double[] aligned = alignment[truth[i]];
      double[] iou = frame.iou()[i];
      Arrays.setAll(cost[i], j -> -aligned[tracks[j]] * iou[j]);
    }
    int[] columnOf = Assignment.solve(cost, 0);
    for (int i = 0; i < truth.length; i++) {
      if (columnOf[i] >= 0) {
        matches.add(new Match(truth[i], tracks[columnOf[i]], frame.iou()[i][columnOf[i]]));
      }
    }
    truthBoxes += truth.length;
    trackedBoxes += tracks.length;
  }

  private Hota.Level level(double leastIou) {
    int[][] together = new int[overlaps.truths()][overlaps.tracks()];
    int found = 0;
    double overlap = 0;
    for (Match match : matches) {
      if (match.iou >= leastIou - Overlaps.ROUNDING) {
        together[match.truth][match.track]++;
        overlap += match.iou;
        found++;
      }
    }
    double association = 0;
    double recall = 0;
    double precision = 0;
    for (int truth = 0; truth < together.length; truth++) {
      double truthLength = overlaps.truthLength(truth);
      for (int track = 0; track < together[truth].length; track++) {
        double count = together[truth][track];
        double trackLength = overlaps.trackLength(track);
        association += count * count / (truthLength + trackLength - count);
        recall += count * count / truthLength;
        precision += count * count / trackLength;
      }
    }
    return new Hota.Level(
        found, trackedBoxes - found, truthBoxes - found, overlap, association, recall, precision);
  }
}
