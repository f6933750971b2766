package io.headcount.analytics.zone;

import io.headcount.analytics.geometry.Anchor;
import io.headcount.analytics.geometry.Polygon;
import java.time.Duration;

/**
 * A part of the picture that people visit. Immutable.
 *
 * @param id unique on its camera
 * @param type what it is for
 * @param polygon its outline, 0..1
 * @param anchor the point of the person that has to be inside
 * @param inertia how long observed anchors must stay inside before a visit begins. More ignores
 *     people who brush the edge; too much starts short visits late
 * @param exitGrace how long somebody may be outside or unseen before the visit ends. More bridges
 *     occlusions; too much joins two visits
 * @param minDwell a stay shorter than this is a pass-by and not a visit
 */
public record Zone(
    String id,
    ZoneType type,
    Polygon polygon,
    Anchor anchor,
    Duration inertia,
    Duration exitGrace,
    Duration minDwell) {
  public static final Duration DEFAULT_INERTIA = Duration.ofMillis(500);
  public static final Duration DEFAULT_EXIT_GRACE = Duration.ofSeconds(2);
  public static final Duration DEFAULT_MIN_DWELL = Duration.ofSeconds(3);

  public Zone {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a zone needs an id");
    }
    if (inertia.isNegative() || exitGrace.isNegative() || minDwell.isNegative()) {
      throw new IllegalArgumentException("a zone's times are not negative");
    }
  }

  /** Whether a wait in a queue ends here. */
  public boolean serves() {
    return type == ZoneType.SERVICE || type == ZoneType.CHECKOUT;
  }

  /** A zone with the default rules. */
  public static Zone of(String id, ZoneType type, Polygon polygon) {
    return new Zone(
        id,
        type,
        polygon,
        Anchor.BOTTOM_CENTER,
        DEFAULT_INERTIA,
        DEFAULT_EXIT_GRACE,
        DEFAULT_MIN_DWELL);
  }
}
