package io.headcount.edge.audit;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the machine saw in one frame, without the picture, held small: a clip has many. Immutable.
 */
final class SeenFrame {
  private static final int EDGES = 4;

  private final Duration at;
  private final float luma;
  private final long[] tracks;
  // four edges for each track, in the same order, then four for each detection
  private final float[] edges;

  /**
   * @param at media time
   * @param luma mean brightness, 0..255
   * @param people the tracks seen
   * @param detections all that may be a person, down to low scores
   */
  SeenFrame(Duration at, double luma, List<TrackedBox> people, List<Detection> detections) {
    this.at = at;
    this.luma = (float) luma;
    this.tracks = people.stream().mapToLong(person -> person.track().value()).toArray();
    this.edges = new float[(people.size() + detections.size()) * EDGES];
    for (int i = 0; i < people.size(); i++) {
      put(i, people.get(i).box());
    }
    for (int i = 0; i < detections.size(); i++) {
      put(people.size() + i, detections.get(i).box());
    }
  }

  private void put(int place, Box box) {
    edges[place * EDGES] = (float) box.left();
    edges[place * EDGES + 1] = (float) box.top();
    edges[place * EDGES + 2] = (float) box.right();
    edges[place * EDGES + 3] = (float) box.bottom();
  }

  private Box box(int place) {
    int at = place * EDGES;
    return new Box(edges[at], edges[at + 1], edges[at + 2], edges[at + 3]);
  }

  Duration at() {
    return at;
  }

  double luma() {
    return luma;
  }

  int people() {
    return tracks.length;
  }

  /** The boxes of the tracks. */
  List<Box> tracked() {
    return boxes(0, tracks.length);
  }

  /** The boxes of all that may be a person, whether it is followed or not. */
  List<Box> detected() {
    return boxes(tracks.length, edges.length / EDGES);
  }

  /** The tracks seen, in the order of {@link #tracked}. */
  long track(int place) {
    return tracks[place];
  }

  Optional<Box> of(long track) {
    for (int i = 0; i < tracks.length; i++) {
      if (tracks[i] == track) {
        return Optional.of(box(i));
      }
    }
    return Optional.empty();
  }

  private List<Box> boxes(int from, int to) {
    List<Box> boxes = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      boxes.add(box(i));
    }
    return boxes;
  }
}
