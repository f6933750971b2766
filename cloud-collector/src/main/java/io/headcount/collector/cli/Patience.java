package io.headcount.collector.cli;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for work that does not tell how far it is, and looks up now and then. */
final class Patience {
  private static final Duration LOOK = Duration.ofMillis(250);

  private Patience() {}

  /** Runs work to its end on a thread of its own and looks meanwhile on this one. */
  static void during(Runnable work, Runnable look) throws InterruptedException {
    FutureTask<Boolean> task = new FutureTask<>(work, true);
    Thread.ofPlatform().name("work").start(task);
    while (true) {
      try {
        task.get(LOOK.toNanos(), TimeUnit.NANOSECONDS);
        return;
      } catch (TimeoutException e) {
        look.run();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RuntimeException fault -> throw fault;
          case Error fault -> throw fault;
          case null, default -> throw new IllegalStateException("work cannot fail so", e);
        }
      }
    }
  }
}
