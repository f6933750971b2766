package io.headcount.collector.simulate;

import java.util.SplittableRandom;

/**
 * What happened in one zone while its shop was open on one day, minute by minute. Immutable once
 * made. A visit counts in the minute in which it ended, if the camera saw that.
 */
final class ZoneDay {
  private static final int SHORTEST_VISIT = 3;
  private static final double SPREAD = 0.7; // of the logarithm of how long people stay
  private static final int SHORTEST_PAYING = 8;

  private final int[] visits;
  private final int[] passBys;
  private final int[] dwell;
  private final int[] present; // person-seconds
  private final int[] peak;

  private ZoneDay(int minutes) {
    visits = new int[minutes];
    passBys = new int[minutes];
    dwell = new int[minutes];
    present = new int[minutes];
    peak = new int[minutes];
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
          }
          case SERVICE -> stays.add(leave - paying(enter, leave, i), leave);
        }
      } else if (draw < zone.visiting() + zone.passing()) {
        stays.pass(enter + (leave - enter) / 2);
      }
    }
    stays.sum();
    return day;
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
      if (!outages.hold(hours.open() + to)) {
        visits[to / 60]++;
        dwell[to / 60] += to - from;
      }
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
