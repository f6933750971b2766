package io.headcount.analytics.evaluation;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.Sighting;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tracks of a recording as they are known at its end: from where somebody was first seen, not
 * only from where it was sure that they are somebody, and by the straight way through the frames in
 * which somebody was not seen and later found again. Confined to one thread. Grows with the
 * recording.
 */
public final class Hindsight {
  private final double width;
  private final double height;
  private final Map<Instant, Integer> frames = new HashMap<>();
  private final List<Integer> order = new ArrayList<>();
  private final List<MotRow> rows = new ArrayList<>();

  /** Where the latest row of each track is in the list. */
  private final Map<TrackId, Latest> latest = new HashMap<>();

  private record Latest(int position, MotRow row) {}

  /**
   * @param width of the picture in the unit of the rows
   * @param height likewise
   */
  public Hindsight(double width, double height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Takes in the next frame.
   *
   * @param frame its number, greater than the last
   * @param earlier what the tracker tells with it of frames before
   */
  public void add(int frame, Instant at, List<TrackedBox> people, List<Sighting> earlier) {
    frames.put(at, order.size());
    order.add(frame);
    earlier.forEach(sighting -> add(position(sighting.at()), sighting.person()));
    people.forEach(person -> add(order.size() - 1, person));
  }

  /** Everybody's rows so far. */
  public MotFile tracks() {
    return new MotFile(rows);
  }

  private int position(Instant at) {
    Integer position = frames.get(at);
    if (position == null) {
      throw new IllegalArgumentException("no frame of " + at + " was added: add every frame");
    }
    return position;
  }

  private void add(int position, TrackedBox person) {
    Box box = person.box();
    Box scaled =
        new Box(box.left() * width, box.top() * height, box.right() * width, box.bottom() * height);
    MotRow row = new MotRow(order.get(position), person.track().value(), scaled, person.score());
    Latest before = latest.put(person.track(), new Latest(position, row));
    if (before != null) {
      for (int between = before.position() + 1; between < position; between++) {
        double share = (double) (between - before.position()) / (position - before.position());
        rows.add(between(before.row(), row, order.get(between), share));
      }
    }
    rows.add(row);
  }

  private static MotRow between(MotRow a, MotRow b, int frame, double share) {
    Box from = a.box();
    Box to = b.box();
    Box box =
        new Box(
            from.left() + share * (to.left() - from.left()),
            from.top() + share * (to.top() - from.top()),
            from.right() + share * (to.right() - from.right()),
            from.bottom() + share * (to.bottom() - from.bottom()));
    return new MotRow(frame, a.id(), box, Math.min(a.confidence(), b.confidence()));
  }
}
