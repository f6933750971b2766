package io.headcount.collector.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How much each name has left: so many at once, so many more with time. Thread-safe. Remembers
 * {@value #NAMES} names; the one that was not heard of for longest is forgotten.
 */
final class Rationing {
  private static final int NAMES = 10_000;

  private final double burst;
  private final double perNano;
  private final LongSupplier nanos;
  private final Map<String, Ration> rations =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ration> eldest) {
          return size() > NAMES;
        }
      };

  /** What is left, and when that was so. */
  private record Ration(double left, long at) {}

  /** A name has {@code burst} at first and after {@code refill}. */
  Rationing(int burst, Duration refill, LongSupplier nanos) {
    this.burst = burst;
    this.perNano = (double) burst / refill.toNanos();
    this.nanos = nanos;
  }

  /** Whether the name has any left. */
  synchronized boolean any(String name) {
    return left(name, nanos.getAsLong()) >= 1;
  }

  /** Takes one; false when the name has none left. */
  synchronized boolean take(String name) {
    long now = nanos.getAsLong();
    double left = left(name, now);
    boolean enough = left >= 1;
    rations.put(name, new Ration(enough ? left - 1 : left, now));
    return enough;
  }

  /** How long it takes until a name that has none left has one. */
  Duration wait(String name) {
    synchronized (this) {
      double missing = 1 - left(name, nanos.getAsLong());
      return Duration.ofNanos((long) (Math.max(0, missing) / perNano));
    }
  }

  private double left(String name, long now) {
    Ration ration = rations.get(name);
    return ration == null ? burst : Math.min(burst, ration.left() + (now - ration.at()) * perNano);
  }
}
