package io.headcount.delivery.link;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads of one Paho client, all of them and no others. Paho wants a scheduled pool; with
 * virtual threads it costs no platform thread. Thread-safe.
 *
 * <p>Paho executes its connecting and submits its loops. Once the connecting has run, all loops
 * have been seen running and can be stopped; before that, stopping one makes Paho wait for ever.
 */
final class PahoThreads extends ScheduledThreadPoolExecutor {
  /** Connecting, receiving, sending, calling back, pinging, and stopping all that. */
  private static final int AT_A_TIME = 6;

  private final Wire wire;

  PahoThreads(ThreadFactory factory, Wire wire) {
    // what Paho still wants to do after the end is dropped
    super(AT_A_TIME, factory, new DiscardPolicy());
    this.wire = wire;
    setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable task) {
    super.execute(
        () -> {
          try {
            task.run();
          } finally {
            wire.ready();
          }
        });
  }

  /** Interrupts what still runs; true when all of it has ended in time. */
  boolean end(Duration patience) {
    shutdownNow();
    boolean interrupted = false;
    try {
      return awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
