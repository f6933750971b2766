package io.headcount.analytics.scene;

import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.statics.StaticsRule;
import io.headcount.analytics.zone.Zone;
import java.util.List;

/**
 * What is measured in one camera's picture. Immutable; ids of lines and of zones are unique.
 *
 * @param camera whose picture
 * @param lines where people are counted, may be empty
 * @param zones where stays are measured, may be empty
 * @param statics when something that never moves is left out
 */
public record Scene(
    CameraId camera, List<CountingLine> lines, List<Zone> zones, StaticsRule statics) {
  public Scene(CameraId camera, List<CountingLine> lines, List<Zone> zones) {
    this(camera, lines, zones, StaticsRule.DEFAULT);
  }

  public Scene {
    lines = List.copyOf(lines);
    zones = List.copyOf(zones);
    long distinctLines = lines.stream().map(CountingLine::id).distinct().count();
    long distinctZones = zones.stream().map(Zone::id).distinct().count();
    if (distinctLines < lines.size() || distinctZones < zones.size()) {
      throw new IllegalArgumentException(
          "a line or zone id of camera " + camera + " is used twice");
    }
  }
}
