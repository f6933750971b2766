package io.headcount.edge.capture;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands frames from a capture thread to whoever looks at them. Thread-safe. It has room for one
 * frame: a newer one takes the place of one that nobody fetched, which is closed and counted.
 */
public final class LatestFrameSlot implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Frame latest;
  private long dropped;
  private boolean closed;

  /** Takes over the frame; after {@link #close} it is closed at once. Never waits. */
  public void put(Frame frame) {
    lock.lock();
    try {
      if (closed) {
        frame.close();
        return;
      }
      if (latest != null) {
        latest.close();
        dropped++;
      }
      latest = frame;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The newest frame, owned by the caller from now on; waits for one when there is none.
   *
   * @return empty when none came in time or the slot is closed
   */
  public Optional<Frame> take(Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = timeout.toNanos();
      while (latest == null && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      Optional<Frame> frame = Optional.ofNullable(latest);
      latest = null;
      return frame;
    } finally {
      lock.unlock();
    }
  }

  /** Frames that were replaced before anybody took them. */
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Frees the waiting frame and wakes the taker; later frames are closed on arrival. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (latest != null) {
        latest.close();
        latest = null;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
