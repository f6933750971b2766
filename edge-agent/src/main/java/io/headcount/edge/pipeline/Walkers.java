package io.headcount.edge.pipeline;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The people who walk through a picture and are seen whole, as samples of how tall people are
 * there. Confined to the thread of its camera. Each counts for every half of their height that they
 * have walked, and five times at most: so dummies and posters do not count, and nobody much more
 * than others for standing or walking about.
 */
public final class Walkers {
  private static final double STEP = 0.5;
  private static final int OFTEN = 5;

  /** Nearer to the picture's edge than this, part of somebody is outside. */
  private static final double EDGE = 0.01;

  /** Where those who are seen counted last; replaced with each observation. */
  private Map<TrackId, Counted> counted = Map.of();

  /** Where somebody counted last, and how often by then. */
  private record Counted(Box box, int times) {}

  /** Those who have walked on, where they are now. */
  public List<Box> next(Observation seen) {
    Map<TrackId, Counted> now = HashMap.newHashMap(seen.people().size());
    List<Box> walked = new ArrayList<>();
    for (TrackedBox person : seen.people()) {
      Box box = person.box();
      Counted before = counted.getOrDefault(person.track(), new Counted(box, 0));
      boolean counts = before.times() < OFTEN && whole(box) && walked(before.box(), box);
      if (counts) {
        walked.add(box);
      }
      now.put(person.track(), counts ? new Counted(box, before.times() + 1) : before);
    }
    counted = now;
    return walked;
  }

  private static boolean whole(Box box) {
    return box.left() > EDGE
        && box.top() > EDGE
        && box.right() < 1 - EDGE
        && box.bottom() < 1 - EDGE;
  }

  /** In shares of the picture both ways: in a wide one, across is farther than down. */
  private static boolean walked(Box before, Box now) {
    return Math.hypot(now.centerX() - before.centerX(), now.bottom() - before.bottom())
        >= STEP * now.height();
  }
}
