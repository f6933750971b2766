package io.headcount.edge.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Time that goes forward only when told, or when somebody waits. Thread-safe. */
final class FakeTime implements InstantSource, Ticker {
  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private final AtomicLong nanos = new AtomicLong();

  void forward(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public Instant instant() {
    return START.plusNanos(nanos.get());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void pause(long wait) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    nanos.addAndGet(wait);
  }
}
