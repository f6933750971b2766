package io.headcount.analytics.window;

import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.Direction;
import io.headcount.analytics.zone.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
   */
  public record State(
      Instant start,
      int part,
      long observedNanos,
      int frames,
      List<Long> in,
      List<Long> out,
      List<List<Long>> zones) {
    public State {
      in = List.copyOf(in);
      out = List.copyOf(out);
      zones = zones.stream().map(List::copyOf).toList();
    }
  }

  /**
   * @param lines of the scene, in its order
   * @param zones of the scene, in its order
   */
  public OpenMinute(List<CountingLine> lines, List<Zone> zones, Instant start, int part) {
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
  }

  /** Goes on from a state of the same lines and zones. */
  public OpenMinute(List<CountingLine> lines, List<Zone> zones, State state) {
    this(lines, zones, state.start(), state.part());
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
  }

  public State state() {
    List<List<Long>> zoneSums =
        IntStream.range(0, peak.length)
            .mapToObj(
                i -> List.of(visits[i], passBys[i], dwellNanos[i], presentNanos[i], (long) peak[i]))
            .toList();
    return new State(start, part, observedNanos, frames, boxed(in), boxed(out), zoneSums);
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
  public void observed(Duration stretch, List<Integer> presentByZone) {
    observedNanos += stretch.toNanos();
    for (int i = 0; i < presentNanos.length; i++) {
      presentNanos[i] += presentByZone.get(i) * stretch.toNanos();
    }
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
        start, part, Duration.ofNanos(observedNanos), frames, lineTallies, zoneTallies, statics);
  }

  private MinuteWindow.ZoneTally zoneTally(int i) {
    double mean = observedNanos == 0 ? 0 : (double) presentNanos[i] / observedNanos;
    return new MinuteWindow.ZoneTally(
        zones.get(i), visits[i], passBys[i], Duration.ofNanos(dwellNanos[i]), mean, peak[i]);
  }

  private static List<Long> boxed(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
