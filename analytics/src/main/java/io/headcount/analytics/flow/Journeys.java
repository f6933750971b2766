package io.headcount.analytics.flow;

import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows people from zone to zone. Confined to the thread of its scene.
 *
 * <p>Somebody is in the zone in which they were last confirmed, until they are confirmed in
 * another. The first zone is come to from outside the picture; who was not seen for {@link #GONE}
 * has left it. Who was confirmed in no zone goes no way.
 */
public final class Journeys {
  /** Longer than the tracker waits for somebody to come back. */
  public static final Duration GONE = Duration.ofSeconds(10);

  /** Stands for what lies outside the picture. */
  public static final int OUTSIDE = -1;

  /**
   * Somebody on their way. Immutable.
   *
   * @param zone place in the scene of the zone in which they were last confirmed
   * @param seen when they were last observed, anywhere
   */
  public record Leg(TrackId track, int zone, Instant seen) {}

  private static final class Walker {
    private int zone;
    private Instant seen;

    Walker(int zone, Instant seen) {
      this.zone = zone;
      this.seen = seen;
    }
  }

  /** Bounded: whoever is gone is removed. */
  private final Map<TrackId, Walker> walkers = new LinkedHashMap<>();

  public Journeys(List<Leg> legs) {
    legs.forEach(leg -> walkers.put(leg.track(), new Walker(leg.zone(), leg.seen())));
  }

  public List<Leg> legs() {
    List<Leg> legs = new ArrayList<>(walkers.size());
    walkers.forEach((id, walker) -> legs.add(new Leg(id, walker.zone, walker.seen)));
    return legs;
  }

  /** Notes who was observed at a moment, not before the previous one. */
  public void seen(Instant at, List<TrackedBox> people) {
    for (TrackedBox person : people) {
      Walker walker = walkers.get(person.track());
      if (walker != null) {
        walker.seen = at;
      }
    }
  }

  /** Somebody was confirmed in a zone; returns where they were before. */
  public int arrived(TrackId track, int zone, Instant at) {
    Walker walker = walkers.get(track);
    if (walker == null) {
      walkers.put(track, new Walker(zone, at));
      return OUTSIDE;
    }
    int from = walker.zone;
    walker.zone = zone;
    walker.seen = at;
    return from;
  }

  /** Lets time pass; returns the zones that those who are gone were in last. */
  public List<Integer> timeTo(Instant at) {
    if (walkers.isEmpty()) {
      return List.of();
    }
    List<Integer> left = new ArrayList<>();
    for (Iterator<Walker> each = walkers.values().iterator(); each.hasNext(); ) {
      Walker walker = each.next();
      if (Duration.between(walker.seen, at).compareTo(GONE) > 0) {
        each.remove();
        left.add(walker.zone);
      }
    }
    return left;
  }

  /** All tracks have ended; nobody saw where to. */
  public void endAll() {
    walkers.clear();
  }
}
