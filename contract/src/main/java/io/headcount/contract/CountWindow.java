package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One UTC minute of one camera. Exists only when something was observed in that minute; a count of
 * zero was really observed to be zero. Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param camera id of the camera on its box
 * @param start beginning of the minute
 * @param part 0, or 1 and up for what follows a change of configuration within the minute; camera,
 *     start and part together name a window
 * @param coverage share of the minute that was really observed, 0 to 1; 0 when only single frames
 *     were
 * @param frames frames processed
 * @param revision which configuration the numbers were measured with
 * @param lines every line of the camera, in configuration order
 * @param zones every zone of the camera, in configuration order
 * @param statics things that look like a person and never move, left out of all numbers
 * @param flows who went from zone to zone; absent where that was not measured
 * @param heat where people were; absent where that was not measured
 */
@JsonPropertyOrder({
  "v",
  "camera",
  "start",
  "part",
  "coverage",
  "frames",
  "revision",
  "lines",
  "zones",
  "statics",
  "flows",
  "heat"
})
public record CountWindow(
    int v,
    String camera,
    Instant start,
    int part,
    double coverage,
    int frames,
    String revision,
    List<LineCount> lines,
    List<ZoneCount> zones,
    int statics,
    Optional<List<Flow>> flows,
    Optional<Heat> heat) {
  public static final int VERSION = 1;

  public CountWindow {
    Check.version(v, VERSION);
    Check.id("camera", camera);
    Check.notNegative("part", part);
    Check.notNegative("frames", frames);
    Check.name("revision", revision);
    lines = Check.distinct("line", lines, LineCount::id);
    zones = Check.distinct("zone", zones, ZoneCount::id);
    Check.notNegative("statics", statics);
    flows = flows.map(all -> Check.distinct("flow", all, Flow::way));
    if (start.getEpochSecond() % 60 != 0 || start.getNano() != 0) {
      throw new IllegalArgumentException("window starts at " + start + ", not on a minute");
    }
    if (!(coverage >= 0 && coverage <= 1)) {
      throw new IllegalArgumentException("coverage " + coverage + " is not within 0..1");
    }
  }

  /** A window of a box that measures neither flows nor heat. */
  public CountWindow(
      int v,
      String camera,
      Instant start,
      int part,
      double coverage,
      int frames,
      String revision,
      List<LineCount> lines,
      List<ZoneCount> zones,
      int statics) {
    this(
        v,
        camera,
        start,
        part,
        coverage,
        frames,
        revision,
        lines,
        zones,
        statics,
        Optional.empty(),
        Optional.empty());
  }
}
