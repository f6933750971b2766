package io.headcount.analytics.window;

import io.headcount.analytics.heat.CellTime;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.zone.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one camera measured in one UTC minute. Immutable.
 *
 * @param start beginning of the minute
 * @param part 0, or 1 and up for what follows a change of configuration within the minute
 * @param observed how much of the minute was really observed
 * @param frames frames processed
 * @param lines every line of the scene, in its order
 * @param zones every zone of the scene, in its order
 * @param statics things that never move, known at the end of the minute
 * @param flows from zone to zone, each way once; absent, like all that may be, in the minute in
 *     which a version of the program took over that was the first to measure it
 * @param heat cells in which somebody was, ascending
 */
public record MinuteWindow(
    Instant start,
    int part,
    Duration observed,
    int frames,
    List<LineTally> lines,
    List<ZoneTally> zones,
    int statics,
    Optional<List<FlowTally>> flows,
    Optional<List<CellTime>> heat) {
  public static final Duration LENGTH = Duration.ofMinutes(1);

  public MinuteWindow {
    lines = List.copyOf(lines);
    zones = List.copyOf(zones);
    flows = flows.map(List::copyOf);
    heat = heat.map(List::copyOf);
  }

  /** Share of the minute that was really observed, 0..1. */
  public double coverage() {
    return (double) observed.toNanos() / LENGTH.toNanos();
  }

  /** Beginning of the minute that a moment lies in. */
  public static Instant startOf(Instant at) {
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 60) * 60);
  }

  /** Crossings of one line: in this minute, and since counting began. */
  public record LineTally(CountingLine line, long in, long out, long totalIn, long totalOut) {}

  /**
   * One zone in this minute.
   *
   * @param visits that ended
   * @param passBys stays that ended too soon to be visits
   * @param dwell sum over the visits that ended
   * @param occupancyMean people present, weighted by time over what was observed
   * @param occupancyPeak most people inside in one frame
   * @param dwells of each visit that ended
   * @param queue how waits ended, of a queue zone only
   */
  public record ZoneTally(
      Zone zone,
      long visits,
      long passBys,
      Duration dwell,
      double occupancyMean,
      int occupancyPeak,
      Optional<List<Duration>> dwells,
      Optional<QueueTally> queue) {}

  /**
   * How waits ended in this minute.
   *
   * @param waits how long they were
   * @param ends how many ended in which way; absent where no service zone is
   */
  public record QueueTally(List<Duration> waits, Optional<Ends> ends) {}

  /** Waits that ended at the service, and in any other way. */
  public record Ends(long served, long abandoned) {}

  /**
   * People who went from one zone to another.
   *
   * @param from id of the zone; absent from outside the picture
   * @param to id of the zone; absent to outside the picture
   */
  public record FlowTally(Optional<String> from, Optional<String> to, long count) {}
}
