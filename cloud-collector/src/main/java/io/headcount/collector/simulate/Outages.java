package io.headcount.collector.simulate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * When one camera saw nothing on one day: it was off, its stream stood still, or the shop had no
 * current. Immutable.
 */
final class Outages {
  private static final long KEY = 32;
  private static final double OFF_A_DAY = 0.012;
  private static final double STALLS_A_DAY = 0.03;

  /** Seconds since 1970; the end is not part of it. */
  private record Stretch(long from, long to) {
    boolean holds(long second) {
      return from <= second && second < to;
    }

    /** How many seconds it shares with another stretch. */
    long shared(long begin, long end) {
      return Math.max(0, Math.min(to, end) - Math.max(from, begin));
    }
  }

  private final List<Stretch> stretches;

  private Outages(List<Stretch> stretches) {
    this.stretches = List.copyOf(stretches);
  }

  static Outages of(Shop shop, int camera, LocalDate day, Hours hours) {
    long key = Chance.key(shop.seed(), KEY, camera, day.toEpochDay());
    long length = hours.dayEnd() - hours.dayStart();
    List<Stretch> found = new ArrayList<>();
    double draw = Chance.unit(key);
    if (draw < OFF_A_DAY + STALLS_A_DAY) {
      boolean off = draw < OFF_A_DAY;
      long from = hours.dayStart() + (long) (length * Chance.unit(key + 1));
      long seconds =
          off
              ? 120 + (long) (4 * 3600 * Chance.unit(key + 2))
              : 5 + (long) (40 * Chance.unit(key + 2));
      found.add(new Stretch(from, Math.min(from + seconds, hours.dayEnd())));
    }
    PowerCut.of(shop, day, hours).ifPresent(cut -> add(found, cut));
    return new Outages(found);
  }

  /** Stretches never overlap: a camera without current was not off for any other reason. */
  private static void add(List<Stretch> found, PowerCut cut) {
    Stretch dark = new Stretch(cut.from().getEpochSecond(), cut.to().getEpochSecond());
    found.removeIf(other -> other.shared(dark.from(), dark.to()) > 0);
    found.add(dark);
  }

  /** Whether the camera saw nothing at a moment. */
  boolean hold(long second) {
    for (Stretch stretch : stretches) {
      if (stretch.holds(second)) {
        return true;
      }
    }
    return false;
  }

  /** How many seconds of a minute the camera saw. */
  int seen(long minuteStart) {
    long seen = 60;
    for (Stretch stretch : stretches) {
      seen -= stretch.shared(minuteStart, minuteStart + 60);
    }
    return (int) seen;
  }

  /** Whether any of it was while the shop was open. */
  boolean touch(Hours hours) {
    return stretches.stream().anyMatch(s -> s.shared(hours.open(), hours.close()) > 0);
  }
}
