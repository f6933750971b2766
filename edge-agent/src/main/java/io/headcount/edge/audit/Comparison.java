package io.headcount.edge.audit;

import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.Direction;
import io.headcount.analytics.track.Assignment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The person's marks beside the machine's crossings, paired one to one on each line and direction.
 * Immutable.
 *
 * @param lines in the order of the configuration, in before out
 * @param differences what is left without a partner, in the order of time
 */
record Comparison(List<LineTally> lines, List<Difference> differences) {
  /** One direction of one line. */
  record LineTally(String line, Direction direction, Tally tally) {}

  Comparison {
    lines = List.copyOf(lines);
    differences = List.copyOf(differences);
  }

  Tally total() {
    return lines.stream().map(LineTally::tally).reduce(Tally.NONE, Tally::plus);
  }

  /**
   * Pairs as many as can be, and of all ways to do so takes the one in which the pairs are nearest
   * in time.
   *
   * @param marks those that stand
   * @param watched the last frame that the person saw; what the machine counted later is left out
   * @param tolerance how far the two of a pair may be apart
   */
  static Comparison of(
      List<CountingLine> counting,
      List<Mark> marks,
      MachineRun run,
      long watched,
      Duration tolerance) {
    List<LineTally> lines = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();
    for (CountingLine line : counting) {
      for (Direction direction : Direction.values()) {
        List<Mark> seen =
            marks.stream()
                .filter(mark -> mark.line().equals(line.id()) && mark.direction() == direction)
                .sorted(Comparator.comparingLong(Mark::frame))
                .toList();
        List<Counted> counted =
            run.crossings().stream()
                .filter(one -> one.line().equals(line.id()) && one.direction() == direction)
                .sorted(Comparator.comparingLong(Counted::frame))
                .toList();
        Pairing pairing = new Pairing(seen, counted, run, tolerance);
        List<Difference> left = pairing.left(watched);
        long invented = left.stream().filter(one -> one.kind() == Difference.Kind.INVENTED).count();
        long matched = pairing.pairs();
        lines.add(
            new LineTally(
                line.id(), direction, new Tally(seen.size(), matched + invented, matched)));
        differences.addAll(left);
      }
    }
    differences.sort(Comparator.comparingLong(Difference::frame).thenComparing(Difference::key));
    return new Comparison(lines, differences);
  }

  /** One direction of one line. Confined to the call that made it. */
  private static final class Pairing {
    private static final int NONE = -1;

    private final List<Mark> seen;
    private final List<Counted> counted;
    private final MachineRun run;
    private final long tolerance;
    // by the place of the mark and of the crossing; true when it has a partner
    private final boolean[] found;
    private final boolean[] confirmed;

    Pairing(List<Mark> seen, List<Counted> counted, MachineRun run, Duration tolerance) {
      this.seen = seen;
      this.counted = counted;
      this.run = run;
      this.tolerance = tolerance.toNanos();
      found = new boolean[seen.size()];
      confirmed = new boolean[counted.size()];
      pairUp();
    }

    long pairs() {
      long pairs = 0;
      for (boolean each : found) {
        pairs += each ? 1 : 0;
      }
      return pairs;
    }

    List<Difference> left(long watched) {
      List<Difference> left = new ArrayList<>();
      for (int i = 0; i < found.length; i++) {
        if (!found[i]) {
          left.add(Difference.missed(seen.get(i)));
        }
      }
      for (int i = 0; i < confirmed.length; i++) {
        if (!confirmed[i] && counted.get(i).frame() <= watched) {
          left.add(Difference.invented(counted.get(i)));
        }
      }
      return left;
    }

    /** Where nothing happens for longer than the tolerance, one problem ends and another begins. */
    private void pairUp() {
      int mark = 0;
      int crossing = 0;
      while (mark < seen.size() && crossing < counted.size()) {
        int markEnd = mark;
        int crossingEnd = crossing;
        long end = Math.min(markAt(mark), crossingAt(crossing));
        boolean grown = true;
        while (grown) {
          grown = false;
          while (markEnd < seen.size() && markAt(markEnd) - end <= tolerance) {
            end = Math.max(end, markAt(markEnd++));
            grown = true;
          }
          while (crossingEnd < counted.size() && crossingAt(crossingEnd) - end <= tolerance) {
            end = Math.max(end, crossingAt(crossingEnd++));
            grown = true;
          }
        }
        pairUp(mark, markEnd, crossing, crossingEnd);
        mark = markEnd;
        crossing = crossingEnd;
      }
    }

    private void pairUp(int mark, int markEnd, int crossing, int crossingEnd) {
      double[][] cost = new double[markEnd - mark][crossingEnd - crossing];
      for (int i = 0; i < cost.length; i++) {
        for (int j = 0; j < cost[i].length; j++) {
          long apart = Math.abs(markAt(mark + i) - crossingAt(crossing + j));
          cost[i][j] = apart <= tolerance ? apart : Double.POSITIVE_INFINITY;
        }
      }
      // one more pair is worth any way that the others have to go for it
      double alone = (double) (tolerance + 1) * (cost.length + 1);
      int[] partner = Assignment.solve(cost, alone);
      for (int i = 0; i < partner.length; i++) {
        if (partner[i] != NONE) {
          found[mark + i] = true;
          confirmed[crossing + partner[i]] = true;
        }
      }
    }

    private long markAt(int place) {
      return run.at(seen.get(place).frame()).toNanos();
    }

    private long crossingAt(int place) {
      return run.at(counted.get(place).frame()).toNanos();
    }
  }
}
