package io.headcount.edge.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides whose turn at the detector it is, and whether there is one yet. Confined to whoever
 * guards it; all times are nanoseconds of one ticker.
 *
 * <p>Whose last look is oldest, measured by the interval they want, goes first; so all get the same
 * part of what they want when there is not enough for all. Somebody who would soon have waited so
 * long that the time does not count as observed goes before all who would not. The longer anybody
 * waits the further ahead they are, so everybody's turn comes.
 *
 * <p>The budget is held by rest: after a look the detector rests for as long as it takes until the
 * look's time is no more than the share of all time that it may have. Nothing is saved up, so no
 * second gets more than its share and the rest of the one look that reaches into it.
 */
public final class LookOrder {
  /** Every frame, as an interval: no camera gives more that are worth a look. */
  private static final long LEAST_INTERVAL = Duration.ofMillis(40).toNanos();

  /** Whoever has used up this part of their patience is about to lose coverage. */
  private static final double URGENT = 0.75;

  private final double share;

  /** As many as there are cameras; a closed one leaves. */
  private final List<Seat> seats = new ArrayList<>();

  private boolean taken;
  private long begun;
  private long restUntil = Long.MIN_VALUE;

  /** One camera's place. Guarded as its order is. */
  public static final class Seat {
    private long lastLook;
    private long interval = LEAST_INTERVAL;
    private long patience = Long.MAX_VALUE;
    private boolean waiting;

    private Seat(long now) {
      lastLook = now;
    }

    private double overdue(long now) {
      return (double) (now - lastLook) / interval;
    }

    private double impatience(long now) {
      double used = (double) (now - lastLook) / patience;
      return used < URGENT ? 0 : used;
    }
  }

  /**
   * @param share of all time that the detector may be used, more than 0; 1 and more is all of it
   */
  public LookOrder(double share) {
    if (!(share > 0)) {
      throw new IllegalArgumentException("share " + share + " is not positive");
    }
    this.share = share;
  }

  public Seat join(long now) {
    Seat seat = new Seat(now);
    seats.add(seat);
    return seat;
  }

  public void leave(Seat seat) {
    seats.remove(seat);
  }

  /** From now on the camera waits for its turn. */
  public void want(Seat seat, Duration interval, Duration patience) {
    seat.interval = Math.max(LEAST_INTERVAL, interval.toNanos());
    seat.patience = Math.max(seat.interval, patience.toNanos());
    seat.waiting = true;
  }

  /** It does not wait any more. */
  public void giveUp(Seat seat) {
    seat.waiting = false;
  }

  /** Whose turn it is; nobody's while one has it, while the detector rests or nobody waits. */
  public Optional<Seat> next(long now) {
    if (taken || restNanos(now) > 0) {
      return Optional.empty();
    }
    return seats.stream()
        .filter(seat -> seat.waiting)
        .max(
            Comparator.<Seat>comparingDouble(seat -> seat.impatience(now))
                .thenComparingDouble(seat -> seat.overdue(now)));
  }

  /** For how long the detector still rests; 0 when it does not. */
  public long restNanos(long now) {
    return restUntil == Long.MIN_VALUE ? 0 : Math.max(0, restUntil - now);
  }

  /** The turn of {@link #next} begins. */
  public void begin(Seat seat, long now) {
    taken = true;
    begun = now;
    seat.waiting = false;
    seat.lastLook = now;
  }

  /** The turn is over. */
  public void done(long now) {
    taken = false;
    restUntil = share >= 1 ? now : begun + Math.round((now - begun) / share);
  }
}
