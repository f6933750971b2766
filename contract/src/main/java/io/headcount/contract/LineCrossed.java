package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Set;

/**
 * One person passed one line. Immutable.
 *
 * @param camera id of the camera on its box
 * @param line id of the line on its camera
 * @param direction {@code in} or {@code out}
 * @param track number of the track, unique on its box
 * @param at when the line was met
 */
@JsonPropertyOrder({"camera", "line", "direction", "track", "at"})
public record LineCrossed(String camera, String line, String direction, long track, Instant at) {
  private static final Set<String> DIRECTIONS = Set.of("in", "out");

  public LineCrossed {
    Check.id("camera", camera);
    Check.id("line", line);
    Check.oneOf("direction", direction, DIRECTIONS);
    Check.between("track", track, 1, Long.MAX_VALUE);
  }
}
