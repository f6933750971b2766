package io.headcount.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Times that were measured, in few words. */
final class Figures {
  private Figures() {}

  static Duration median(List<Duration> times) {
    return quantile(times, 0.5);
  }

  /** Nearest rank. */
  private static Duration quantile(List<Duration> times, double share) {
    List<Duration> sorted = times.stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }

  /** Least, median, 95th of a hundred and greatest, in seconds. */
  static String of(List<Duration> times) {
    return String.format(
        Locale.ROOT,
        "min %.2f s, median %.2f s, p95 %.2f s, max %.2f s (of %d)",
        seconds(quantile(times, 0)),
        seconds(median(times)),
        seconds(quantile(times, 0.95)),
        seconds(quantile(times, 1)),
        times.size());
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
