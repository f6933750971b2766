package io.headcount.delivery.link;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Wakes the one thread that waits for something to have happened. Holds no lock while it looks, so
 * it may be rung under any. Thread-safe.
 */
final class Bell {
  private final LongSupplier nanos;

  /** Rings that nobody has heard yet; all of them are heard at once. */
  private final Semaphore rings = new Semaphore(0);

  Bell(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Something happened: look again. */
  void ring() {
    rings.release();
  }

  /** Waits until it has happened, so long at most; true when it has. */
  boolean await(BooleanSupplier happened, Duration most) throws InterruptedException {
    long deadline = nanos.getAsLong() + most.toNanos();
    while (!happened.getAsBoolean()) {
      long left = deadline - nanos.getAsLong();
      if (left <= 0 || !rings.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        return happened.getAsBoolean();
      }
      rings.drainPermits();
    }
    return true;
  }
}
