package io.headcount.analytics.heat;

import io.headcount.analytics.geometry.Anchor;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which cells people were seen last, and whether they stood. Confined to the thread of its
 * scene.
 *
 * <p>Somebody stands who moved less than {@value #STILL} heights of their body a second over at
 * least the last second before they were judged; the box trembles too much to tell from one frame
 * to the next. Until the first judgement they count as moving.
 */
public final class Whereabouts {
  /**
   * Body heights a second; about 25 cm. Who looks at a shelf sways less, who strolls moves more.
   */
  public static final double STILL = 0.15;

  private static final long JUDGED_OVER = 1_000_000_000;

  /** Somebody unseen for so long is forgotten, in ns. Bounds the number of tracks. */
  private static final long FORGET = 2_000_000_000;

  /** Somebody in a cell. Immutable. */
  public record Spot(int cell, boolean still) {}

  /**
   * What is remembered of one track. Immutable.
   *
   * @param from where it was judged last
   * @param since when that was
   * @param seen when it was last observed
   */
  public record Mark(TrackId track, Point from, Instant since, Instant seen, boolean still) {}

  /** Everything that is known. Immutable. */
  public record State(List<Spot> spots, List<Mark> marks) {
    public static final State EMPTY = new State(List.of(), List.of());

    public State {
      spots = List.copyOf(spots);
      marks = List.copyOf(marks);
    }
  }

  /** Gathers time by cell. */
  @FunctionalInterface
  public interface Gatherer {
    void add(int cell, boolean still);
  }

  private static final class Walk {
    private Point from;
    private Instant since;
    private Instant seen;
    private boolean still;

    Walk(Point from, Instant since, Instant seen, boolean still) {
      this.from = from;
      this.since = since;
      this.seen = seen;
      this.still = still;
    }
  }

  private final Map<TrackId, Walk> walks = new LinkedHashMap<>();
  private final List<Spot> spots = new ArrayList<>(); // as many as people in one frame

  public Whereabouts(State state) {
    spots.addAll(state.spots());
    state
        .marks()
        .forEach(m -> walks.put(m.track(), new Walk(m.from(), m.since(), m.seen(), m.still())));
  }

  public State state() {
    List<Mark> marks = new ArrayList<>(walks.size());
    walks.forEach((id, w) -> marks.add(new Mark(id, w.from, w.since, w.seen, w.still)));
    return new State(spots, marks);
  }

  /** Takes in who was observed at a moment, not before the previous one. */
  public void observe(Instant at, List<TrackedBox> people) {
    spots.clear();
    for (TrackedBox person : people) {
      Point feet = Anchor.BOTTOM_CENTER.of(person.box());
      Walk walk = walks.get(person.track());
      if (walk == null) {
        walk = new Walk(feet, at, at, false);
        walks.put(person.track(), walk);
      } else {
        judge(walk, feet, person.box().height(), at);
      }
      spots.add(new Spot(Grid.cell(feet), walk.still));
    }
    walks.values().removeIf(walk -> ChronoUnit.NANOS.between(walk.seen, at) > FORGET);
  }

  private static void judge(Walk walk, Point feet, double height, Instant at) {
    walk.seen = at;
    long nanos = ChronoUnit.NANOS.between(walk.since, at);
    if (nanos >= JUDGED_OVER) {
      walk.still = walk.from.distance(feet) / height / (nanos / 1e9) < STILL;
      walk.from = feet;
      walk.since = at;
    }
  }

  /** Nobody is known to be anywhere any more. */
  public void endAll() {
    spots.clear();
    walks.clear();
  }

  /** Tells each person of the latest frame. */
  public void forEach(Gatherer gatherer) {
    for (Spot spot : spots) {
      gatherer.add(spot.cell(), spot.still());
    }
  }
}
