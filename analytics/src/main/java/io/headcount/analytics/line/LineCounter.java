package io.headcount.analytics.line;

import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts crossings of one line. Confined to the thread of its scene.
 *
 * <p>Each track has a <em>sticky side</em>: the side of the line on which it was last clearly seen.
 * Between two observations the anchor moves straight; where that path passes the line within its
 * two ends, the track is pending. The crossing stands once the anchor is on the other side by more
 * than the hysteresis and has not passed the line again for the debounce, or is not seen again
 * before it is over. Coming back first cancels it, as does walking round the end of the line. So
 * swaying, flickering and standing on the line count nothing, in and out of one track always
 * alternate, and a fast walker who is never seen near the line is counted.
 */
public final class LineCounter {
  /** A track unseen for so long has ended: its side is forgotten. Bounds the number of tracks. */
  private static final Duration FORGET = Duration.ofMinutes(1);

  /**
   * What is remembered of one track. Immutable.
   *
   * @param track whose
   * @param anchor where it was last observed
   * @param tall height of its box there
   * @param at when that was
   * @param side sticky side: 1 right, -1 left, 0 while it was only seen on the line
   * @param lean side of the last anchor that was not exactly on the line
   * @param passes how often the path passed the line since the sticky side was taken
   * @param passedAt when it last did; null when it did not
   * @param countedAt last crossing that stood; null when there was none
   */
  public record Side(
      TrackId track,
      Point anchor,
      double tall,
      Instant at,
      int side,
      int lean,
      int passes,
      @Nullable Instant passedAt,
      @Nullable Instant countedAt) {}

  /**
   * Everything a line counter knows. Immutable.
   *
   * @param sides of the tracks that are followed, oldest first
   * @param in crossings since counting began
   * @param out crossings since counting began
   */
  public record State(List<Side> sides, long in, long out) {
    public State {
      sides = List.copyOf(sides);
    }

    public static State empty() {
      return new State(List.of(), 0, 0);
    }
  }

  private final CountingLine line;
  private final Map<TrackId, Side> sides = new LinkedHashMap<>();
  private long in;
  private long out;

  public LineCounter(CountingLine line, State state) {
    this.line = line;
    this.in = state.in();
    this.out = state.out();
    state.sides().forEach(side -> sides.put(side.track(), side));
  }

  public CountingLine line() {
    return line;
  }

  public State state() {
    return new State(List.copyOf(sides.values()), in, out);
  }

  /** Takes in who was observed at a moment, not before the previous one. */
  public List<Crossing> observe(Instant at, List<TrackedBox> people) {
    for (TrackedBox person : people) {
      Point anchor = line.anchor().of(person.box());
      Side before = sides.get(person.track());
      Side moved =
          before == null
              ? firstSight(person, anchor, at)
              : moved(before, anchor, person.box().height(), at);
      if (clear(moved) && (sign(moved) != -moved.side() || moved.passes() % 2 == 0)) {
        // first clear sight, came back, or walked round an end
        moved = resting(moved, sign(moved), moved.countedAt());
      }
      sides.put(person.track(), moved);
    }
    return timeTo(at);
  }

  /** Lets time pass without an observation. */
  public List<Crossing> timeTo(Instant at) {
    List<Crossing> crossings = new ArrayList<>();
    for (Iterator<Map.Entry<TrackId, Side>> each = sides.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<TrackId, Side> entry = each.next();
      Side track = entry.getValue();
      boolean forgotten = Duration.between(track.at(), at).compareTo(FORGET) > 0;
      if (across(track) && (forgotten || settled(track, at))) {
        crossings.add(crossing(track));
        entry.setValue(resting(track, sign(track), at));
      }
      if (forgotten) {
        each.remove();
      }
    }
    return crossings;
  }

  /** All tracks have ended: who was across by then has crossed. */
  public List<Crossing> endAll() {
    List<Crossing> crossings =
        sides.values().stream().filter(this::across).map(this::crossing).toList();
    sides.clear();
    return crossings;
  }

  private Side firstSight(TrackedBox person, Point anchor, Instant at) {
    int lean = line.segment().side(anchor) >= 0 ? 1 : -1;
    return new Side(person.track(), anchor, person.box().height(), at, 0, lean, 0, null, null);
  }

  /** The track at its new place, with the line passed once more if the path did. */
  private Side moved(Side before, Point anchor, double tall, Instant at) {
    double now = line.segment().side(anchor);
    int lean = now > 0 ? 1 : now < 0 ? -1 : before.lean();
    int passes = before.passes();
    Instant passedAt = before.passedAt();
    if (lean != before.lean()) {
      double then = line.segment().side(before.anchor());
      double share = Math.abs(then) / (Math.abs(then) + Math.abs(now));
      if (withinEnds(line.segment(), between(before.anchor(), anchor, share))) {
        passes++;
        passedAt = between(before.at(), at, share);
      }
    }
    return new Side(
        before.track(),
        anchor,
        tall,
        at,
        before.side(),
        lean,
        passes,
        passedAt,
        before.countedAt());
  }

  /** Whether a crossing is pending that only has to last. */
  private boolean across(Side track) {
    return clear(track)
        && sign(track) == -track.side()
        && track.passes() % 2 == 1
        && (line.policy() == CrossingPolicy.EVERY_CROSSING || track.countedAt() == null);
  }

  private boolean settled(Side track, Instant at) {
    Instant passed = track.passedAt();
    return passed == null || Duration.between(passed, at).compareTo(line.debounce()) >= 0;
  }

  private boolean clear(Side track) {
    return Math.abs(line.segment().side(track.anchor())) > line.hysteresis() * track.tall();
  }

  private int sign(Side track) {
    return line.segment().side(track.anchor()) > 0 ? 1 : -1;
  }

  private Crossing crossing(Side track) {
    Direction direction = sign(track) > 0 ? Direction.IN : Direction.OUT;
    if (direction == Direction.IN) {
      in++;
    } else {
      out++;
    }
    Instant passedAt = track.passedAt();
    return new Crossing(
        line.id(), direction, track.track(), passedAt == null ? track.at() : passedAt);
  }

  /** The same track at rest on a side: nothing is pending any more. */
  private static Side resting(Side track, int side, @Nullable Instant countedAt) {
    return new Side(
        track.track(),
        track.anchor(),
        track.tall(),
        track.at(),
        side,
        track.lean(),
        0,
        null,
        countedAt);
  }

  private static boolean withinEnds(Segment line, Point onLine) {
    double dx = line.to().x() - line.from().x();
    double dy = line.to().y() - line.from().y();
    double along = (onLine.x() - line.from().x()) * dx + (onLine.y() - line.from().y()) * dy;
    return along >= 0 && along <= dx * dx + dy * dy;
  }

  private static Point between(Point a, Point b, double share) {
    return new Point(a.x() + (b.x() - a.x()) * share, a.y() + (b.y() - a.y()) * share);
  }

  private static Instant between(Instant a, Instant b, double share) {
    return a.plusNanos(Math.round(Duration.between(a, b).toNanos() * share));
  }
}
