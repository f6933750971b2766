package io.headcount.analytics.zone;

import io.headcount.analytics.track.TrackId;
import java.time.Duration;
import java.time.Instant;

/**
 * One person was in one zone for at least its minimum dwell. Immutable.
 *
 * @param zone id of the zone
 * @param track who
 * @param enter first observed inside
 * @param leave last observed inside
 */
public record ZoneVisit(String zone, TrackId track, Instant enter, Instant leave) {
  public ZoneVisit {
    if (leave.isBefore(enter)) {
      throw new IllegalArgumentException("visit left at " + leave + " before it began at " + enter);
    }
  }

  public Duration dwell() {
    return Duration.between(enter, leave);
  }
}
