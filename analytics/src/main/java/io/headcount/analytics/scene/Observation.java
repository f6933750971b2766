package io.headcount.analytics.scene;

import io.headcount.analytics.track.TrackedBox;
import java.time.Instant;
import java.util.List;

/**
 * What one processed frame of one camera showed. An empty list says that nobody was seen, which is
 * not the same as no observation. Immutable.
 *
 * @param at capture time of the frame
 * @param people the confirmed tracks observed in it, at most one box a track
 */
public record Observation(Instant at, List<TrackedBox> people) {
  public Observation {
    people = List.copyOf(people);
  }
}
