package io.headcount.analytics.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Truth and tracks of one sequence side by side: how much each pair of boxes of a frame overlaps.
 * Ids are replaced by indexes from 0, in the order of the ids. Immutable once made.
 */
final class Overlaps {
  /** Thresholds are met by an overlap that rounding alone keeps below them. */
  static final double ROUNDING = 1e-9;

  /**
   * One frame with boxes on either side.
   *
   * @param truth index of each truth box's identity
   * @param tracks index of each tracked box's identity
   * @param iou a row for each truth box, a column for each tracked one, 0..1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  record Frame(int[] truth, int[] tracks, double[][] iou) {}

  private final List<Frame> frames = new ArrayList<>();
  private final int[] truthLengths;
  private final int[] trackLengths;

  Overlaps(MotFile truth, MotFile tracks) {
    Map<Long, Integer> truthIndex = indexes(truth);
    Map<Long, Integer> trackIndex = indexes(tracks);
    truthLengths = new int[truthIndex.size()];
    trackLengths = new int[trackIndex.size()];
    Map<Integer, List<MotRow>> truthAt = byFrame(truth);
    Map<Integer, List<MotRow>> tracksAt = byFrame(tracks);
    TreeSet<Integer> numbers = new TreeSet<>(truthAt.keySet());
    numbers.addAll(tracksAt.keySet());
    for (Integer number : numbers) {
      List<MotRow> there = truthAt.getOrDefault(number, List.of());
      List<MotRow> here = tracksAt.getOrDefault(number, List.of());
      frames.add(
          new Frame(
              count(there, truthIndex, truthLengths),
              count(here, trackIndex, trackLengths),
              iou(there, here)));
    }
  }

  /** In the order of time; frames without any box are left out. */
  List<Frame> frames() {
    return frames;
  }

  int truths() {
    return truthLengths.length;
  }

  int tracks() {
    return trackLengths.length;
  }

  /** The number of boxes of a truth identity. */
  int truthLength(int truth) {
    return truthLengths[truth];
  }

  /** The number of boxes of a track. */
  int trackLength(int track) {
    return trackLengths[track];
  }

  private static Map<Long, Integer> indexes(MotFile file) {
    Map<Long, Integer> indexes = new TreeMap<>();
    file.rows().forEach(row -> indexes.put(row.id(), 0));
    int next = 0;
    for (Map.Entry<Long, Integer> entry : indexes.entrySet()) {
      entry.setValue(next++);
    }
    return indexes;
  }

  private static Map<Integer, List<MotRow>> byFrame(MotFile file) {
    return file.rows().stream().collect(Collectors.groupingBy(MotRow::frame));
  }

  private static int[] count(List<MotRow> rows, Map<Long, Integer> indexes, int[] lengths) {
    int[] found = new int[rows.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = indexes.getOrDefault(rows.get(i).id(), -1);
      lengths[found[i]]++;
    }
    return found;
  }

  private static double[][] iou(List<MotRow> truth, List<MotRow> tracks) {
    double[][] iou = new double[truth.size()][tracks.size()];
    for (int i = 0; i < truth.size(); i++) {
      for (int j = 0; j < tracks.size(); j++) {
        iou[i][j] = truth.get(i).box().iou(tracks.get(j).box());
      }
    }
    return iou;
  }
}
