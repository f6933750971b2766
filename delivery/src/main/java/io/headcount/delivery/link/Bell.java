package io.headcount.delivery.link;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Wakes the one thread that waits for something to have happened. Thread-safe. */
final class Bell {
  private final LongSupplier nanos;

  Bell(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Something happened: look again. */
  synchronized void ring() {
    notifyAll();
  }

  /** Waits until it has happened, so long at most; true when it has. */
  synchronized boolean await(BooleanSupplier happened, Duration most) throws InterruptedException {
    long deadline = nanos.getAsLong() + most.toNanos();
    while (!happened.getAsBoolean()) {
      long left = deadline - nanos.getAsLong();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
