package io.headcount.edge.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose turn at the detector it is, and whether there is one yet: as many have one at a
 * time as the detector has lanes, each camera one. Confined to whoever guards it; all times are
 * nanoseconds of one ticker.
 *
 * <p>Whose last look is oldest, measured by the interval they want, goes first; so all get the same
 * part of what they want when there is not enough for all. Somebody who would soon have waited so
 * long that the time does not count as observed goes before all who would not. The longer anybody
 * waits the further ahead they are, so everybody's turn comes.
 *
 * <p>The budget is held by rest: after a look its lane rests for as long as it takes until the
 * look's time is no more than the share of all time that the lane may have. Nothing is saved up, so
 * no second gets more than its share and the rest of the one look a lane that reaches into it.
 */
public final class LookOrder {
  /** Every frame, as an interval: no camera gives more that are worth a look. */
  private static final long LEAST_INTERVAL = Duration.ofMillis(40).toNanos();

  /** Whoever has used up this part of their patience is about to lose coverage. */
  private static final double URGENT = 0.75;

  private final double share;

  /** As many as there are cameras; a closed one leaves. */
  private final List<Seat> seats = new ArrayList<>();

  private final List<Lane> lanes;

  /** One of the looks that go on side by side. Guarded as its order is. */
  private static final class Lane {
    private boolean taken;
    private long begun;
    private long restUntil = Long.MIN_VALUE;

    private long restNanos(long now) {
      return restUntil == Long.MIN_VALUE ? 0 : Math.max(0, restUntil - now);
    }
  }

  /** One camera's place. Guarded as its order is. */
  public static final class Seat {
    private @Nullable Lane turn;
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
   * @param lanes looks at a time, at least 1
   * @param share of all time that each lane may be used, more than 0; 1 and more is all of it
   */
  public LookOrder(int lanes, double share) {
    if (lanes < 1 || !(share > 0)) {
      throw new IllegalArgumentException(lanes + " lanes with a share of " + share + " each");
    }
    this.lanes = Stream.generate(Lane::new).limit(lanes).toList();
    this.share = share;
  }

  public Seat join(long now) {
    Seat seat = new Seat(now);
    seats.add(seat);
    return seat;
  }

  /** The camera looks no more; a turn that it still has is over. */
  public void leave(Seat seat, long now) {
    done(seat, now);
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

  /** Whose turn it is; nobody's while each lane is taken or rests, or nobody waits. */
  public Optional<Seat> next(long now) {
    return rested(now).flatMap(_ -> first(now));
  }

  /** Who goes first when there is a turn to be had. */
  Optional<Seat> first(long now) {
    return seats.stream()
        .filter(seat -> seat.waiting)
        .max(
            Comparator.<Seat>comparingDouble(seat -> seat.impatience(now))
                .thenComparingDouble(seat -> seat.overdue(now)));
  }

  private Optional<Lane> rested(long now) {
    return lanes.stream().filter(lane -> !lane.taken && lane.restNanos(now) == 0).findFirst();
  }

  /** For how long it takes until a lane has rested; empty while all are taken. */
  public OptionalLong restNanos(long now) {
    return lanes.stream().filter(lane -> !lane.taken).mapToLong(lane -> lane.restNanos(now)).min();
  }

  /** The turn of {@link #next} begins. */
  public void begin(Seat seat, long now) {
    Lane lane =
        rested(now).orElseThrow(() -> new IllegalStateException("there is no turn to be had"));
    lane.taken = true;
    lane.begun = now;
    seat.turn = lane;
    seat.waiting = false;
    seat.lastLook = now;
  }

  /** The camera's turn is over, if it has one. */
  public void done(Seat seat, long now) {
    Lane lane = seat.turn;
    if (lane != null) {
      seat.turn = null;
      lane.taken = false;
      lane.restUntil = share >= 1 ? now : lane.begun + Math.round((now - lane.begun) / share);
    }
  }
}
