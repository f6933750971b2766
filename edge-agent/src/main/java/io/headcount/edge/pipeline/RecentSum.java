package io.headcount.edge.pipeline;

import java.time.Duration;

/** Adds up what came within the last minute. Guarded by its owner. Times are ticker nanoseconds. */
final class RecentSum {
  private static final int SECONDS = 60;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final double[] sums = new double[SECONDS];
  private final long begun;
  private long newest;

  RecentSum(long now) {
    begun = now;
    newest = second(now);
  }

  void add(double value, long now) {
    turn(now);
    sums[Math.floorMod(newest, SECONDS)] += value;
  }

  double sum(long now) {
    turn(now);
    double sum = 0;
    for (double second : sums) {
      sum += second;
    }
    return sum;
  }

  /** What came per second, over the last minute or the time there has been. */
  double perSecond(long now) {
    double seconds = Math.clamp((double) (now - begun) / SECOND, 1, SECONDS - 0.5);
    return sum(now) / seconds;
  }

  /** Empties the seconds that have passed since the newest. */
  private void turn(long now) {
    long second = second(now);
    for (long next = newest + 1; next <= Math.min(second, newest + SECONDS); next++) {
      sums[Math.floorMod(next, SECONDS)] = 0;
    }
    newest = Math.max(newest, second);
  }

  private static long second(long now) {
    return Math.floorDiv(now, SECOND);
  }
}
