package io.headcount.edge.pipeline;

import io.headcount.edge.capture.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the cameras look in turn, in the order and within the share of time that {@link LookOrder}
 * gives. Thread-safe: each camera's thread waits for its own turn.
 */
public final class Turns {
  /** Waiting ends by itself after so long, so that nobody waits for ever for what never comes. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Budget budget;
  private final LookOrder order;
  private final RecentSum busy;
  private final Ticker ticker;

  /** Where each camera waits; one leaves with its place. */
  private final Map<LookOrder.Seat, Condition> called = new HashMap<>();

  /**
   * What detection may take.
   *
   * @param cores that it may use, more than 0
   * @param lanes looks at a time, at least 1
   * @param threads that work while one look lasts; 0 when it does not run on this machine's cores,
   *     and so is not limited
   */
  public record Budget(double cores, int lanes, int threads) {
    public Budget {
      if (!(cores > 0) || lanes < 1 || threads < 0) {
        throw new IllegalArgumentException(
            "%s cores, %d lanes with %d threads".formatted(cores, lanes, threads));
      }
    }

    /** Of all time, the part in which each lane may be used; 1 is always. */
    double share() {
      return threads == 0 ? 1 : Math.min(1, cores / (lanes * threads));
    }
  }

  /**
   * How much of the budget is used.
   *
   * @param cores that detection may use
   * @param used cores that it used, over the last minute
   */
  public record Use(double cores, double used) {}

  /** A camera's place in the order. Confined to the thread of its camera. */
  public final class Place implements AutoCloseable {
    private final LookOrder.Seat seat;
    private final Condition call = lock.newCondition();
    private long begun;

    private Place(LookOrder.Seat seat) {
      this.seat = seat;
      called.put(seat, call);
    }

    /**
     * Waits for a turn, which then lasts until {@link #done}.
     *
     * @param interval how often the camera wants to look
     * @param patience how long it can be without a look
     * @return whether it is its turn; false when it took too long: look at a newer frame
     */
    boolean await(Duration interval, Duration patience) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        order.want(seat, interval, patience);
        long until = ticker.nanos() + LONGEST_WAIT.toNanos();
        while (!begins()) {
          long now = ticker.nanos();
          if (now >= until) {
            return false;
          }
          long rest = order.restNanos(now).orElse(Long.MAX_VALUE);
          long wait = rest > 0 ? Math.min(rest, until - now) : until - now;
          call.await(wait, TimeUnit.NANOSECONDS);
        }
        return true;
      } finally {
        order.giveUp(seat);
        callFirst(ticker.nanos());
        lock.unlock();
      }
    }

    private boolean begins() {
      long now = ticker.nanos();
      Optional<LookOrder.Seat> next = order.next(now);
      if (next.isEmpty()) {
        return false;
      }
      if (next.get() != seat) {
        callFirst(now);
        return false;
      }
      order.begin(seat, now);
      begun = now;
      return true;
    }

    /** The turn is over. */
    void done() {
      lock.lock();
      try {
        long now = ticker.nanos();
        order.done(seat, now);
        busy.add((now - begun) / 1e9, now);
        callFirst(now);
      } finally {
        lock.unlock();
      }
    }

    /** The camera looks no more; a turn that it still has is over. */
    @Override
    public void close() {
      lock.lock();
      try {
        long now = ticker.nanos();
        order.leave(seat, now);
        called.remove(seat);
        callFirst(now);
      } finally {
        lock.unlock();
      }
    }
  }

  public Turns(Budget budget, Ticker ticker) {
    this.budget = budget;
    this.order = new LookOrder(budget.lanes(), budget.share());
    this.ticker = ticker;
    this.busy = new RecentSum(ticker.nanos());
  }

  /** A place for one more camera, to be closed when it looks no more. */
  public Place join() {
    lock.lock();
    try {
      return new Place(order.join(ticker.nanos()));
    } finally {
      lock.unlock();
    }
  }

  /** Who goes first may be asleep; awake it looks, or sleeps for as long as the detector rests. */
  private void callFirst(long now) {
    order
        .first(now)
        .flatMap(seat -> Optional.ofNullable(called.get(seat)))
        .ifPresent(Condition::signal);
  }

  public Budget budget() {
    return budget;
  }

  public Use use() {
    lock.lock();
    try {
      return new Use(budget.cores(), busy.perSecond(ticker.nanos()) * budget.threads());
    } finally {
      lock.unlock();
    }
  }
}
