package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * One person's stay in one zone, long enough to be a visit. Immutable.
 *
 * @param camera id of the camera on its box
 * @param zone id of the zone on its camera
 * @param track number of the track, unique on its box
 * @param enter first seen inside
 * @param leave last seen inside
 * @param dwellSeconds from enter to leave
 */
@JsonPropertyOrder({"camera", "zone", "track", "enter", "leave", "dwellSeconds"})
public record ZoneVisited(
    String camera, String zone, long track, Instant enter, Instant leave, double dwellSeconds) {
  public ZoneVisited {
    Check.id("camera", camera);
    Check.id("zone", zone);
    Check.between("track", track, 1, Long.MAX_VALUE);
    if (leave.isBefore(enter)) {
      throw new IllegalArgumentException("left at " + leave + ", entered at " + enter);
    }
    Check.notNegative("dwellSeconds", dwellSeconds);
  }
}
