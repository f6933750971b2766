package io.headcount.collector.simulate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.SplittableRandom;

/**
 * Everybody who came to a shop on one day: when they entered and left, in seconds since it opened.
 * Nobody is left at closing. Immutable once made.
 */
final class Visitors {
  private static final long KEY = 21;
  private static final int LAST_CALL = 180; // nobody enters in the last seconds of the day
  private static final double SPREAD = 0.6; // of the logarithm of how long people stay

  private final int[] enter;
  private final int[] leave;

  private Visitors(int[] enter, int[] leave) {
    this.enter = enter;
    this.leave = leave;
  }

  static Visitors of(Shop shop, LocalDate day, Hours hours) {
    int count = Demand.visitors(shop, day, hours);
    int[] enter = new int[count];
    int[] leave = new int[count];
    if (count > 0) {
      SplittableRandom chance =
          new SplittableRandom(Chance.key(shop.seed(), KEY, day.toEpochDay()));
      double[] arrivals = arrivals(shop, day.getDayOfWeek(), hours);
      double usual = shop.kind().stayMinutes() * 60;
      for (int i = 0; i < count; i++) {
        enter[i] = arrival(arrivals, hours, chance);
        double stay = usual * StrictMath.exp(SPREAD * bell(chance));
        leave[i] = leaving(enter[i], (int) stay, hours.openSeconds(), chance);
      }
    }
    return new Visitors(enter, leave);
  }

  /** How likely somebody has come before the end of each open minute, not scaled. */
  private static double[] arrivals(Shop shop, DayOfWeek weekday, Hours hours) {
    double[] sums = new double[hours.openMinutes()];
    // no door opens and closes around a change of the clock, so one offset holds for all minutes
    int first =
        LocalDateTime.ofInstant(Instant.ofEpochSecond(hours.open()), shop.zone())
                .toLocalTime()
                .toSecondOfDay()
            / 60;
    double sum = 0;
    for (int minute = 0; minute < sums.length; minute++) {
      double atOpening = Math.min(1, (minute + 3) / 15.0);
      double atClosing = Math.min(1, (sums.length - minute) / 25.0);
      sum += shop.kind().weight(weekday, first + minute) * atOpening * atClosing;
      sums[minute] = sum;
    }
    return sums;
  }

  private static int arrival(double[] sums, Hours hours, SplittableRandom chance) {
    double at = chance.nextDouble() * sums[sums.length - 1];
    int low = 0;
    int high = sums.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sums[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return Math.min(low * 60 + chance.nextInt(60), hours.openSeconds() - LAST_CALL);
  }

  /** Whoever would stay past closing goes in the last two minutes. */
  private static int leaving(int enter, int stay, int open, SplittableRandom chance) {
    int leave = enter + Math.max(20, stay);
    return leave < open ? leave : open - 1 - chance.nextInt(120);
  }

  static double bell(SplittableRandom chance) {
    return Chance.bellOf(
        chance.nextDouble() + chance.nextDouble() + chance.nextDouble() + chance.nextDouble());
  }

  int count() {
    return enter.length;
  }

  int enter(int visitor) {
    return enter[visitor];
  }

  int leave(int visitor) {
    return leave[visitor];
  }
}
