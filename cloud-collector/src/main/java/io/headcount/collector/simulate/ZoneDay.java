package io.headcount.collector.simulate;

import io.headcount.contract.Sketch;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What happened in one zone while its shop was open on one day, minute by minute. Immutable once
 * made. A visit counts in the minute in which it ended, if the camera saw that.
 */
final class ZoneDay {
  private static final int SHORTEST_VISIT = 3;
  private static final double SPREAD = 0.7; // of the logarithm of how long people stay
  private static final int SHORTEST_PAYING = 8;
  private static final double IMPATIENT = 0.05; // share of a queue that gives up
  private static final long IMPATIENCE = 77;
  private static final int MINUTE_KEY = 1 << 10; // above any bin

  private final int[] visits;
  private final int[] passBys;
  private final int[] dwell;
  private final int[] present; // person-seconds
  private final int[] peak;
  private final int[] entered;
  private final int[] abandoned;
  private final int[] firstEnded; // of each minute, in ended
  private int[] ended = new int[64]; // minute and sketch bin of each visit, in one number
  private int endedCount;

  private ZoneDay(int minutes) {
    visits = new int[minutes];
    passBys = new int[minutes];
    dwell = new int[minutes];
    present = new int[minutes];
    peak = new int[minutes];
    entered = new int[minutes];
    abandoned = new int[minutes];
    firstEnded = new int[minutes + 1];
  }

  static ZoneDay of(
      ShopCamera.Zone zone, Visitors visitors, Hours hours, Outages outages, long seed) {
    ZoneDay day = new ZoneDay(hours.openMinutes());
    Stays stays = day.new Stays(hours, outages);
    SplittableRandom chance = new SplittableRandom(seed);
    for (int i = 0; i < visitors.count(); i++) {
      int enter = visitors.enter(i);
      int leave = visitors.leave(i);
      double draw = chance.nextDouble();
      double bell = Visitors.bell(chance);
      if (draw < zone.visiting()) {
        int length = (int) (zone.dwellSeconds() * StrictMath.exp(SPREAD * bell));
        switch (zone.use()) {
          case ENTRANCE -> stays.add(enter, Math.min(enter + length, leave));
          case PRODUCT -> {
            int from = enter + (int) ((leave - enter) * 0.9 * chance.nextDouble());
            stays.add(from, Math.min(from + length, leave));
          }
          case QUEUE -> {
            int till = leave - paying(enter, leave, i);
            stays.add(Math.max(till - length, enter + (till - enter) / 2), till);
            if (Chance.unit(Chance.key(enter, i, IMPATIENCE)) < IMPATIENT) {
              stays.giveUp(till);
            }
          }
          case SERVICE -> stays.add(leave - paying(enter, leave, i), leave);
        }
      } else if (draw < zone.visiting() + zone.passing()) {
        stays.pass(enter + (leave - enter) / 2);
      }
    }
    stays.sum();
    day.sortEnded();
    return day;
  }

  private void sortEnded() {
    ended = Arrays.copyOf(ended, endedCount);
    Arrays.sort(ended);
    int next = 0;
    for (int minute = 0; minute < firstEnded.length; minute++) {
      while (next < ended.length && ended[next] / MINUTE_KEY < minute) {
        next++;
      }
      firstEnded[minute] = next;
    }
  }

  /** The same for the queue and for the till; never more than half of the stay. */
  private static int paying(int enter, int leave, int visitor) {
    int seconds = SHORTEST_PAYING + (int) (60 * Chance.unit(Chance.key(enter, visitor)));
    return Math.min(seconds, (leave - enter) / 2);
  }

  int visits(int minute) {
    return visits[minute];
  }

  int passBys(int minute) {
    return passBys[minute];
  }

  /** Seconds, summed over the visits that ended. */
  int dwell(int minute) {
    return dwell[minute];
  }

  /** Person-seconds while the camera saw. */
  int present(int minute) {
    return present[minute];
  }

  int peak(int minute) {
    return peak[minute];
  }

  /** Visits that began. */
  int entered(int minute) {
    return entered[minute];
  }

  /** Of the visits that ended, those of people who gave up waiting; never more. */
  int abandoned(int minute) {
    return Math.min(abandoned[minute], visits[minute]);
  }

  /** The bins of a sketch of the visits that ended, ascending, each as often as there are. */
  int[] dwellBins(int minute) {
    int[] bins = Arrays.copyOfRange(ended, firstEnded[minute], firstEnded[minute + 1]);
    Arrays.setAll(bins, i -> bins[i] % MINUTE_KEY);
    return bins;
  }

  /** Gathers who is in the zone in each second. */
  private final class Stays {
    private final Hours hours;
    private final Outages outages;
    private final int[] change;

    Stays(Hours hours, Outages outages) {
      this.hours = hours;
      this.outages = outages;
      change = new int[hours.openSeconds() + 1];
    }

    void add(int from, int to) {
      if (to - from < SHORTEST_VISIT) {
        pass(to);
        return;
      }
      change[from]++;
      change[to]--;
      entered[from / 60] += outages.hold(hours.open() + from) ? 0 : 1;
      if (!outages.hold(hours.open() + to)) {
        visits[to / 60]++;
        dwell[to / 60] += to - from;
        if (endedCount == ended.length) {
          ended = Arrays.copyOf(ended, 2 * endedCount);
        }
        ended[endedCount++] = to / 60 * MINUTE_KEY + Sketch.bin(to - from);
      }
    }

    /** Whoever left the queue at that moment gave up. */
    void giveUp(int at) {
      abandoned[at / 60] += outages.hold(hours.open() + at) ? 0 : 1;
    }

    void pass(int at) {
      if (!outages.hold(hours.open() + at)) {
        passBys[at / 60]++;
      }
    }

    void sum() {
      boolean whole = !outages.touch(hours);
      int inside = 0;
      for (int minute = 0; minute < present.length; minute++) {
        for (int second = minute * 60; second < minute * 60 + 60; second++) {
          inside += change[second];
          if (whole || !outages.hold(hours.open() + second)) {
            present[minute] += inside;
            peak[minute] = Math.max(peak[minute], inside);
          }
        }
      }
    }
  }
}
