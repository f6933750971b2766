package io.headcount.program.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM, as something to wait for. Thread-safe. The process stays alive until it is
 * closed, for a bounded time, so that whoever waited can stop what runs.
 *
 * <p>Java's own shutdown begins only after that: the hooks of libraries run all at once then, and
 * one that frees native memory takes it from under whoever still uses it.
 */
public final class StopSignal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** What a process exits with that a signal ended, less the signal's number. */
  private static final int ENDED_BY_SIGNAL = 128;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final List<Signals.Taken> taken = new ArrayList<>();
  private volatile OptionalInt number = OptionalInt.empty();

  private StopSignal() {}

  /** Begins to listen; one is enough for a process. */
  public static StopSignal listen() {
    StopSignal signal = new StopSignal();
    for (String name : List.of("TERM", "INT", "HUP")) {
      Signals.take(name, signal::ask).ifPresent(signal.taken::add);
    }
    return signal;
  }

  private void ask(int signal) {
    if (asked.getCount() > 0) {
      number = OptionalInt.of(signal);
      asked.countDown();
      Thread.ofPlatform().daemon().name("stop").start(this::hold);
    }
  }

  private void hold() {
    try {
      if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits; true once stopping was asked for. */
  public boolean within(Duration time) throws InterruptedException {
    return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits until stopping is asked for. */
  public void await() throws InterruptedException {
    asked.await();
  }

  /** All is stopped: the process ends if that was asked for, and does not return from here. */
  @Override
  public void close() {
    done.countDown();
    OptionalInt signal = number;
    if (signal.isPresent()) {
      System.exit(ENDED_BY_SIGNAL + signal.getAsInt());
    }
    taken.forEach(Signals.Taken::giveBack);
  }
}
