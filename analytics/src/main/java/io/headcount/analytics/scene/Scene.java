package io.headcount.analytics.scene;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.statics.StaticsRule;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is measured in one camera's picture. Immutable; ids of lines and of zones are unique.
 *
 * @param camera whose picture
 * @param lines where people are counted, may be empty
 * @param zones where stays are measured, may be empty; none is excluded
 * @param excluded zones in which nobody counts, may be empty; all of them are
 * @param statics when something that never moves is left out
 */
public record Scene(
    CameraId camera,
    List<CountingLine> lines,
    List<Zone> zones,
    List<Zone> excluded,
    StaticsRule statics) {
  public Scene(CameraId camera, List<CountingLine> lines, List<Zone> zones) {
    this(camera, lines, zones, StaticsRule.DEFAULT);
  }

  /** Zones of every type in one list. */
  public Scene(CameraId camera, List<CountingLine> lines, List<Zone> zones, StaticsRule statics) {
    this(
        camera,
        lines,
        zones.stream().filter(zone -> zone.type() != ZoneType.EXCLUDED).toList(),
        zones.stream().filter(zone -> zone.type() == ZoneType.EXCLUDED).toList(),
        statics);
  }

  public Scene {
    lines = List.copyOf(lines);
    zones = List.copyOf(zones);
    excluded = List.copyOf(excluded);
    long distinctLines = lines.stream().map(CountingLine::id).distinct().count();
    long distinctZones =
        Stream.concat(zones.stream(), excluded.stream()).map(Zone::id).distinct().count();
    if (distinctLines < lines.size() || distinctZones < zones.size() + excluded.size()) {
      throw new IllegalArgumentException(
          "a line or zone id of camera " + camera + " is used twice");
    }
    if (zones.stream().anyMatch(zone -> zone.type() == ZoneType.EXCLUDED)
        || excluded.stream().anyMatch(zone -> zone.type() != ZoneType.EXCLUDED)) {
      throw new IllegalArgumentException("excluded zones of camera " + camera + " are mixed up");
    }
  }

  /** Zones of every type: first those that are measured. */
  public List<Zone> allZones() {
    return Stream.concat(zones.stream(), excluded.stream()).toList();
  }

  /** Whether nobody of this box counts, because it stands in an excluded zone. */
  public boolean excludes(Box person) {
    return excluded.stream().anyMatch(zone -> zone.polygon().contains(zone.anchor().of(person)));
  }
}
