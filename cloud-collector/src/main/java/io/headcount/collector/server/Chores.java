package io.headcount.collector.server;

import io.headcount.collector.history.HistoryException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does one thing over and over on a thread of its own: at once while there is more of it, else
 * after a pause. Thread-safe.
 */
final class Chores implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Chores.class.getName());
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final Chore chore;
  private final Duration pause;
  private final Duration afterFailure;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread thread;

  /** Some of it. */
  interface Chore {
    /** Whether there is more to do now. */
    boolean some();
  }

  Chores(String name, Duration pause, Chore chore) {
    this(name, pause, AFTER_FAILURE, chore);
  }

  Chores(String name, Duration pause, Duration afterFailure, Chore chore) {
    this.chore = chore;
    this.pause = pause;
    this.afterFailure = afterFailure;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    thread.start(); // not before it is known here: its first round names it where it fails
  }

  private void run() {
    boolean failing = false;
    try {
      Duration wait = Duration.ZERO;
      while (!ending.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          wait = chore.some() ? Duration.ZERO : pause;
          failing = false;
        } catch (HistoryException e) {
          if (!failing) {
            LOG.log(Level.WARNING, "{0}: {1}; tried again", thread.getName(), e.getMessage());
          }
          failing = true;
          wait = afterFailure;
        } catch (RuntimeException e) {
          // the edge of the thread: the next round may do better
          LOG.log(Level.ERROR, thread.getName() + " failed", e);
          wait = afterFailure;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ending.countDown();
    try {
      if (!thread.join(STOP_WITHIN)) {
        LOG.log(Level.WARNING, "{0} did not stop within {1}", thread.getName(), STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
