package io.headcount.analytics.evaluation;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.LineCounter;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.analytics.zone.ZoneWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far counts made on tracks are from counts made on the truth by the same rules. Immutable.
 *
 * @param crossings true ones, over all lines and both directions
 * @param crossingErrors sum over lines and directions of how many were counted too many or too few
 * @param visits true ones, over all zones
 * @param worstZone greatest difference in visits of one zone
 */
public record CountErrors(long crossings, long crossingErrors, long visits, long worstZone) {

  /**
   * How the rows of both files relate to the world.
   *
   * @param width of the picture in the unit of the boxes
   * @param height likewise
   * @param rate frames per second
   */
  public record Footage(double width, double height, double rate) {}

  /** Counts both with default rules. */
  public static CountErrors of(
      MotFile truth, MotFile tracks, Footage footage, List<Segment> lines, List<Polygon> zones) {
    Played real = new Played(truth, footage);
    Played found = new Played(tracks, footage);
    long crossings = 0;
    long crossingErrors = 0;
    for (Segment line : lines) {
      LineCounter.State wanted = real.count(line);
      LineCounter.State counted = found.count(line);
      crossings += wanted.in() + wanted.out();
      crossingErrors +=
          Math.abs(wanted.in() - counted.in()) + Math.abs(wanted.out() - counted.out());
    }
    long visits = 0;
    long worst = 0;
    for (Polygon zone : zones) {
      long wanted = real.visits(zone);
      visits += wanted;
      worst = Math.max(worst, Math.abs(wanted - found.visits(zone)));
    }
    return new CountErrors(crossings, crossingErrors, visits, worst);
  }

  /** The errors as a share of the true crossings. */
  public double crossingError() {
    return Ratio.of(crossingErrors, crossings);
  }

  /** The rows of a file as observations, one a frame from the first frame on. */
  private record Played(Map<Integer, List<TrackedBox>> people, int frames, double rate) {
    Played(MotFile file, Footage footage) {
      this(
          file.rows().stream()
              .collect(
                  Collectors.groupingBy(
                      MotRow::frame,
                      Collectors.mapping(row -> seen(row, footage), Collectors.toList()))),
          file.rows().isEmpty() ? 0 : file.rows().getLast().frame(),
          footage.rate());
    }

    // ids of MOT files may be 0, those of tracks not
    private static TrackedBox seen(MotRow row, Footage footage) {
      Box box = row.box();
      return new TrackedBox(
          new TrackId(row.id() + 1),
          new Box(
              box.left() / footage.width(),
              box.top() / footage.height(),
              box.right() / footage.width(),
              box.bottom() / footage.height()),
          Math.clamp(row.confidence(), 0, 1));
    }

    private Instant at(int frame) {
      return Instant.EPOCH.plus(Duration.ofNanos(Math.round(1e9 * (frame - 1) / rate)));
    }

    LineCounter.State count(Segment line) {
      LineCounter counter =
          new LineCounter(CountingLine.of("line", line), LineCounter.State.empty());
      for (int frame = 1; frame <= frames; frame++) {
        counter.observe(at(frame), people.getOrDefault(frame, List.of()));
      }
      counter.endAll();
      return counter.state();
    }

    long visits(Polygon outline) {
      ZoneWatch watch = new ZoneWatch(Zone.of("zone", ZoneType.AREA, outline), List.of());
      long visits = 0;
      for (int frame = 1; frame <= frames; frame++) {
        visits += visits(watch.observe(at(frame), people.getOrDefault(frame, List.of())));
      }
      return visits + visits(watch.endAll());
    }

    private static long visits(List<ZoneWatch.Ended> ended) {
      return ended.stream().filter(ZoneWatch.Ended.Visit.class::isInstance).count();
    }
  }
}
