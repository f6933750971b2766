package io.headcount.analytics.window;

import io.headcount.analytics.flow.Journeys;
import io.headcount.analytics.heat.CellTime;
import io.headcount.analytics.heat.Grid;
import io.headcount.analytics.heat.Whereabouts;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.Direction;
import io.headcount.analytics.zone.QueueWatch;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The minute that is being measured. Confined to the thread of its scene.
 *
 * <p>Occupancy is weighted by time: between two frames it is what the earlier one showed.
 */
public final class OpenMinute {
  private final List<CountingLine> lines;
  private final List<Zone> zones;
  private final Instant start;
  private final int part;
  private final long[] in;
  private final long[] out;
  private final long[] visits;
  private final long[] passBys;
  private final long[] dwellNanos;
  private final long[] presentNanos;
  private final int[] peak;
  private final boolean detailed;
  private final boolean services;
  private final List<List<Long>> dwells; // ns, of as many visits as end in a minute
  private final List<List<Long>> waits;
  private final long[] served;
  private final long[] abandoned;
  private final long[] flows; // row from, column to; the last of each is outside the picture
  private final long[] presentInCell = new long[Grid.CELLS];
  private final long[] stillInCell = new long[Grid.CELLS];
  private long observedNanos;
  private int frames;

  /**
   * An open minute as it is kept over a restart. Immutable.
   *
   * @param start beginning of the minute
   * @param part see {@link MinuteWindow#part}
   * @param observedNanos observed so far
   * @param frames so far
   * @param in per line, in the order of the scene
   * @param out per line
   * @param zones per zone: visits, pass-bys, dwell in ns, person-ns present, peak
   * @param details null when the minute began before they were measured
   */
  public record State(
      Instant start,
      int part,
      long observedNanos,
      int frames,
      List<Long> in,
      List<Long> out,
      List<List<Long>> zones,
      @Nullable Details details) {
    public State {
      in = List.copyOf(in);
      out = List.copyOf(out);
      zones = zones.stream().map(List::copyOf).toList();
    }
  }

  /**
   * What was added to minutes later. Immutable.
   *
   * @param dwells per zone, in ns, of each visit
   * @param waits per zone, in ns, of each wait that ended
   * @param served per zone
   * @param abandoned per zone
   * @param flows from each zone, and last from outside, to each zone, and last to outside
   * @param heat cells in which somebody was
   */
  public record Details(
      List<List<Long>> dwells,
      List<List<Long>> waits,
      List<Long> served,
      List<Long> abandoned,
      List<Long> flows,
      List<CellTime> heat) {
    public Details {
      dwells = dwells.stream().map(List::copyOf).toList();
      waits = waits.stream().map(List::copyOf).toList();
      served = List.copyOf(served);
      abandoned = List.copyOf(abandoned);
      flows = List.copyOf(flows);
      heat = List.copyOf(heat);
    }
  }

  /**
   * @param lines of the scene, in its order
   * @param zones of the scene, in its order
   */
  public OpenMinute(List<CountingLine> lines, List<Zone> zones, Instant start, int part) {
    this(lines, zones, start, part, true);
  }

  private OpenMinute(
      List<CountingLine> lines, List<Zone> zones, Instant start, int part, boolean detailed) {
    this.lines = lines;
    this.zones = zones;
    this.start = start;
    this.part = part;
    in = new long[lines.size()];
    out = new long[lines.size()];
    visits = new long[zones.size()];
    passBys = new long[zones.size()];
    dwellNanos = new long[zones.size()];
    presentNanos = new long[zones.size()];
    peak = new int[zones.size()];
    this.detailed = detailed;
    services = zones.stream().anyMatch(zone -> zone.type().serves());
    dwells = emptyLists(zones.size());
    waits = emptyLists(zones.size());
    served = new long[zones.size()];
    abandoned = new long[zones.size()];
    flows = new long[(zones.size() + 1) * (zones.size() + 1)];
  }

  private static List<List<Long>> emptyLists(int size) {
    return Stream.<List<Long>>generate(ArrayList::new).limit(size).toList();
  }

  /** Goes on from a state of the same lines and zones. */
  public OpenMinute(List<CountingLine> lines, List<Zone> zones, State state) {
    this(lines, zones, state.start(), state.part(), state.details() != null);
    observedNanos = state.observedNanos();
    frames = state.frames();
    Arrays.setAll(in, i -> state.in().get(i));
    Arrays.setAll(out, i -> state.out().get(i));
    for (int i = 0; i < peak.length; i++) {
      List<Long> zone = state.zones().get(i);
      visits[i] = zone.get(0);
      passBys[i] = zone.get(1);
      dwellNanos[i] = zone.get(2);
      presentNanos[i] = zone.get(3);
      peak[i] = Math.toIntExact(zone.get(4));
    }
    Details details = state.details();
    if (details != null) {
      for (int i = 0; i < peak.length; i++) {
        dwells.get(i).addAll(details.dwells().get(i));
        waits.get(i).addAll(details.waits().get(i));
      }
      Arrays.setAll(served, i -> details.served().get(i));
      Arrays.setAll(abandoned, i -> details.abandoned().get(i));
      Arrays.setAll(flows, i -> details.flows().get(i));
      for (CellTime cell : details.heat()) {
        presentInCell[cell.cell()] = cell.presentNanos();
        stillInCell[cell.cell()] = cell.stillNanos();
      }
    }
  }

  public State state() {
    List<List<Long>> zoneSums =
        IntStream.range(0, peak.length)
            .mapToObj(
                i -> List.of(visits[i], passBys[i], dwellNanos[i], presentNanos[i], (long) peak[i]))
            .toList();
    Details details =
        detailed
            ? new Details(dwells, waits, boxed(served), boxed(abandoned), boxed(flows), cells())
            : null;
    return new State(start, part, observedNanos, frames, boxed(in), boxed(out), zoneSums, details);
  }

  public Instant start() {
    return start;
  }

  public Instant end() {
    return start.plus(MinuteWindow.LENGTH);
  }

  public int part() {
    return part;
  }

  public void frame() {
    frames++;
  }

  /** A stretch of this minute was observed, with so many people present in each zone. */
  public void observed(Duration stretch, List<Integer> presentByZone, Whereabouts whereabouts) {
    long nanos = stretch.toNanos();
    observedNanos += nanos;
    for (int i = 0; i < presentNanos.length; i++) {
      presentNanos[i] += presentByZone.get(i) * nanos;
    }
    whereabouts.forEach(
        (cell, still) -> {
          presentInCell[cell] += nanos;
          stillInCell[cell] += still ? nanos : 0;
        });
  }

  public void crossing(int line, Direction direction) {
    switch (direction) {
      case IN -> in[line]++;
      case OUT -> out[line]++;
    }
  }

  public void visit(int zone, Duration dwell) {
    visits[zone]++;
    dwellNanos[zone] += dwell.toNanos();
    dwells.get(zone).add(dwell.toNanos());
  }

  public void waited(int zone, QueueWatch.Ended wait) {
    waits.get(zone).add(wait.waited().toNanos());
    if (wait.served()) {
      served[zone]++;
    } else {
      abandoned[zone]++;
    }
  }

  /** Somebody went from one zone to another; {@link Journeys#OUTSIDE} is none. */
  public void went(int from, int to) {
    flows[place(from) * (peak.length + 1) + place(to)]++;
  }

  private int place(int zone) {
    return zone == Journeys.OUTSIDE ? peak.length : zone;
  }

  public void passBy(int zone) {
    passBys[zone]++;
  }

  public void inside(int zone, int people) {
    peak[zone] = Math.max(peak[zone], people);
  }

  /**
   * The finished minute.
   *
   * @param totalIn per line, since counting began
   * @param totalOut per line, since counting began
   * @param statics things known now
   */
  public MinuteWindow close(List<Long> totalIn, List<Long> totalOut, int statics) {
    List<MinuteWindow.LineTally> lineTallies =
        IntStream.range(0, in.length)
            .mapToObj(
                i ->
                    new MinuteWindow.LineTally(
                        lines.get(i), in[i], out[i], totalIn.get(i), totalOut.get(i)))
            .toList();
    List<MinuteWindow.ZoneTally> zoneTallies =
        IntStream.range(0, peak.length).mapToObj(this::zoneTally).toList();
    return new MinuteWindow(
        start,
        part,
        Duration.ofNanos(observedNanos),
        frames,
        lineTallies,
        zoneTallies,
        statics,
        detailed ? Optional.of(flows()) : Optional.empty(),
        detailed ? Optional.of(cells()) : Optional.empty());
  }

  private MinuteWindow.ZoneTally zoneTally(int i) {
    double mean = observedNanos == 0 ? 0 : (double) presentNanos[i] / observedNanos;
    boolean queue = detailed && zones.get(i).type() == ZoneType.QUEUE;
    return new MinuteWindow.ZoneTally(
        zones.get(i),
        visits[i],
        passBys[i],
        Duration.ofNanos(dwellNanos[i]),
        mean,
        peak[i],
        detailed ? Optional.of(durations(dwells.get(i))) : Optional.empty(),
        queue ? Optional.of(queueTally(i)) : Optional.empty());
  }

  /** Where nobody can see who is served, the waits are the visits. */
  private MinuteWindow.QueueTally queueTally(int i) {
    return services
        ? new MinuteWindow.QueueTally(
            durations(waits.get(i)), Optional.of(new MinuteWindow.Ends(served[i], abandoned[i])))
        : new MinuteWindow.QueueTally(durations(dwells.get(i)), Optional.empty());
  }

  private List<MinuteWindow.FlowTally> flows() {
    int side = peak.length + 1;
    List<MinuteWindow.FlowTally> ways = new ArrayList<>();
    for (int i = 0; i < flows.length; i++) {
      if (flows[i] > 0) {
        ways.add(new MinuteWindow.FlowTally(zoneAt(i / side), zoneAt(i % side), flows[i]));
      }
    }
    return ways;
  }

  private Optional<String> zoneAt(int place) {
    return place == peak.length ? Optional.empty() : Optional.of(zones.get(place).id());
  }

  private List<CellTime> cells() {
    List<CellTime> cells = new ArrayList<>();
    for (int i = 0; i < presentInCell.length; i++) {
      if (presentInCell[i] > 0) {
        cells.add(new CellTime(i, presentInCell[i], stillInCell[i]));
      }
    }
    return cells;
  }

  private static List<Duration> durations(List<Long> nanos) {
    return nanos.stream().map(Duration::ofNanos).toList();
  }

  private static List<Long> boxed(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
