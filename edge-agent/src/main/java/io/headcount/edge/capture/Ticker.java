package io.headcount.edge.capture;

import java.util.concurrent.TimeUnit;

/** Time that only goes forward, and waiting on it; a test moves it by hand. */
public interface Ticker {
  /** Nanoseconds since some fixed moment; only differences mean something. */
  long nanos();

  /** Waits so long, or not at all when {@code nanos} is not positive. */
  void pause(long nanos) throws InterruptedException;

  /** The time of this machine. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void pause(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
      }
    };
  }
}
