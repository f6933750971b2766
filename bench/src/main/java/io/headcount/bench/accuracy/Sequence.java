package io.headcount.bench.accuracy;

import io.headcount.analytics.evaluation.Hindsight;
import io.headcount.analytics.evaluation.MotFile;
import io.headcount.analytics.evaluation.MotRow;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.Tracker;
import io.headcount.analytics.track.TrackerOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labelled footage and what a detector saw in it. Immutable.
 *
 * @param truth in pixels
 * @param seen per frame number, in shares of the picture
 * @param width of the picture in pixels
 * @param height likewise
 * @param rate frames per second
 */
record Sequence(
    MotFile truth, Map<Integer, List<Detection>> seen, int width, int height, double rate) {
  Sequence {
    seen = new TreeMap<>(seen);
  }

  /** As they are known at the end. */
  MotFile tracks(TrackerOptions options) {
    Tracker tracker = tracker(options);
    Hindsight hindsight = new Hindsight(width, height);
    seen.forEach(
        (frame, detections) ->
            hindsight.add(
                frame, at(frame), tracker.update(at(frame), detections), tracker.earlier()));
    return hindsight.tracks();
  }

  /** As they are known at each moment, which is what is counted live. */
  MotFile liveTracks(TrackerOptions options) {
    Tracker tracker = tracker(options);
    List<MotRow> rows = new ArrayList<>();
    seen.forEach(
        (frame, detections) -> {
          Hindsight moment = new Hindsight(width, height);
          moment.add(frame, at(frame), tracker.update(at(frame), detections), List.of());
          rows.addAll(moment.tracks().rows());
        });
    return new MotFile(rows);
  }

  private Tracker tracker(TrackerOptions options) {
    return Tracker.numberedFromOne(options, (double) width / height);
  }

  private Instant at(int frame) {
    return Instant.EPOCH.plusNanos(Math.round(1e9 * (frame - 1) / rate));
  }

  /** Every n-th frame from a first one on. */
  Sequence every(int n, int first) {
    Map<Integer, List<Detection>> kept = new TreeMap<>(seen);
    kept.keySet().removeIf(frame -> (frame - first) % n != 0);
    List<MotRow> rows =
        truth.rows().stream().filter(row -> (row.frame() - first) % n == 0).toList();
    return new Sequence(new MotFile(rows), kept, width, height, rate);
  }

  /** The same played from its end: people walk backwards, but each is one person all the same. */
  Sequence backwards(int frames) {
    Map<Integer, List<Detection>> turned = new TreeMap<>();
    seen.forEach((frame, detections) -> turned.put(frames + 1 - frame, detections));
    List<MotRow> rows =
        truth.rows().stream()
            .map(row -> new MotRow(frames + 1 - row.frame(), row.id(), row.box(), row.confidence()))
            .toList();
    return new Sequence(new MotFile(rows), turned, width, height, rate);
  }
}
