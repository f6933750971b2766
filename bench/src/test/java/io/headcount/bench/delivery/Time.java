package io.headcount.bench.delivery;

import io.headcount.edge.store.BootClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The true time, and a machine in it whose clock may be wrong. Runs by itself, and leaps when told
 * to. Thread-safe.
 */
final class Time implements InstantSource {
  private final long begun = System.nanoTime();
  private final Instant beginning = InstantSource.system().instant();
  private final AtomicReference<Duration> leapt = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<Duration> error = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<String> boot = new AtomicReference<>("boot-1");

  /** Nanoseconds that cannot be set. */
  long nanos() {
    return System.nanoTime() + leapt.get().toNanos();
  }

  @Override
  public Instant instant() {
    return beginning.plusNanos(nanos() - begun);
  }

  /** So much time goes by at once. */
  void leap(Duration time) {
    leapt.updateAndGet(time::plus);
  }

  /** By how much the machine's clock is ahead from now on. */
  void err(Duration ahead) {
    error.set(ahead);
  }

  Duration error() {
    return error.get();
  }

  /** What the machine's clock shows. */
  Instant shown() {
    return instant().plus(error.get());
  }

  /** The machine starts anew. */
  void boot(String id) {
    boot.set(id);
  }

  BootClock bootClock() {
    return new BootClock() {
      @Override
      public String bootId() {
        return boot.get();
      }

      @Override
      public long uptimeMillis() {
        return (nanos() - begun) / 1_000_000;
      }
    };
  }
}
