package io.headcount.delivery.sender;

import io.headcount.contract.Ack;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import io.headcount.delivery.sender.Action.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The box's side of the protocol: is told what happens and says what to do. Does no I/O and has no
 * clock: the same events give the same actions. Confined to the thread of its owner.
 *
 * <p>The owner tells what happened, then does what {@link #next} says and answers it, until that is
 * {@link Action.Wait}. Times are nanoseconds since any moment that does not move, never negative.
 */
final class Sender {
  private static final int NO_SUBSCRIBER = 0x10;
  private static final int REFUSED = 0x80;
  private static final int MOST_COLLECTORS = 64;
  private static final long MOST_WAIT = Duration.ofMinutes(1).toNanos();
  private static final int CREDIT_BEFORE_THE_FIRST_ACK = 1;

  private final SenderOptions options;
  private final String epoch;
  private final List<Lane> lanes;
  private final Pause broker;
  private final Pause store;
  // by token, the stream of each publish that the broker has not answered; the birth has none;
  // never more than permits
  private final Map<Long, Optional<Lane>> inFlight = new HashMap<>();
  // whether each is there; the one not heard of longest makes room
  private final Map<String, Boolean> collectors = new LinkedHashMap<>();
  private @Nullable Ack unread;
  private String generation = "";
  private boolean connected;
  private boolean announced;
  private int permits;
  private int credit = CREDIT_BEFORE_THE_FIRST_ACK;
  private int turn;
  private long lastToken;
  private long crowdedUntil;
  private long probeAt;
  private long rememberAt;
  private OptionalInt refusal = OptionalInt.empty();
  private @Nullable Class<? extends Action> failing; // in the outbox

  /**
   * @param streams those that are sent, the most important first
   * @param random spreads the pauses
   */
  Sender(SenderOptions options, String epoch, List<StreamName> streams, RandomGenerator random) {
    this.options = options;
    this.epoch = epoch;
    this.lanes = streams.stream().map(stream -> new Lane(stream, options)).toList();
    this.broker = new Pause(options.pauseLeast(), options.pauseMost(), random);
    this.store = new Pause(options.storeLeast(), options.storeMost(), random);
  }

  // What happens

  /** A connection stands; what was under way on another one is lost. */
  void connected(int receiveMaximum) {
    disconnected();
    connected = true;
    permits = Math.max(1, Math.min(receiveMaximum, options.permits()));
    lanes.forEach(Lane::liveFromNext);
  }

  /** No connection stands. */
  void disconnected() {
    connected = false;
    announced = false;
    inFlight.clear();
    collectors.clear(); // the next broker tells anew who is there
    credit = CREDIT_BEFORE_THE_FIRST_ACK;
    crowdedUntil = 0;
    unread = null;
    lanes.forEach(Lane::disconnected);
  }

  /** The broker answered a publish. */
  void answered(long token, int reason, long now) {
    Optional<Lane> lane = inFlight.remove(token);
    if (lane == null) {
      return; // of an earlier connection
    }
    crowdedUntil = 0;
    if (reason >= REFUSED || (reason == NO_SUBSCRIBER && lane.isPresent())) {
      refusal = OptionalInt.of(reason);
      broker.failed(now);
      lane.ifPresentOrElse(it -> it.refused(token), () -> announced = false);
    } else {
      refusal = OptionalInt.empty();
      broker.succeeded();
      lane.ifPresent(it -> it.taken(token, now));
    }
  }

  /** The collector's word on what it has. */
  void acknowledged(Ack ack, long now) {
    credit = ack.credit();
    unread = ack;
    read(now);
  }

  private void read(long now) {
    Ack ack = unread;
    if (ack == null || !lanes.stream().allMatch(Lane::known)) {
      return; // nothing to compare it with yet
    }
    unread = null;
    boolean anotherLife = !generation.isEmpty() && !generation.equals(ack.generation());
    generation = ack.generation();
    lanes.forEach(lane -> lane.acknowledged(word(ack, lane.stream()), anotherLife, now));
  }

  /** What it says of our stream; it lists all that it knows, so silence means that it has none. */
  private Ack.Stream word(Ack ack, StreamName stream) {
    for (Ack.Stream word : ack.streams()) {
      if (word.stream() == stream && word.epoch().equals(epoch)) {
        return word;
      }
    }
    return new Ack.Stream(stream, epoch, 0, 0, List.of());
  }

  /** A collector said whether it is there. */
  void collector(String collector, boolean online, long now) {
    boolean wasHeld = held();
    Boolean wasOnline = collectors.remove(collector);
    collectors.put(collector, online);
    if (collectors.size() > MOST_COLLECTORS) {
      collectors.remove(collectors.keySet().iterator().next());
    }
    if (online && !Boolean.TRUE.equals(wasOnline)) {
      credit = Math.max(credit, CREDIT_BEFORE_THE_FIRST_ACK);
    }
    held(wasHeld, now);
  }

  /** A collector is known no more. */
  void forgotten(String collector, long now) {
    boolean wasHeld = held();
    collectors.remove(collector);
    held(wasHeld, now);
  }

  private void held(boolean before, long now) {
    if (held() && !before) {
      probeAt = now + options.probe().toNanos();
      lanes.forEach(Lane::liveFromNext);
    }
  }

  /** There may be new rows. */
  void appended() {
    lanes.forEach(Lane::appended);
  }

  /** Somebody wants these numbers sent again. A stream that is not sent is passed over. */
  void replay(StreamName stream, Range range) {
    lanes.stream().filter(lane -> lane.stream() == stream).forEach(lane -> lane.replay(range));
  }

  // What to do

  /** What is to be done now. */
  Action next(long now) {
    lanes.forEach(lane -> lane.expire(now));
    if (store.over(now)) {
      Action action = inStore(now);
      if (action != null) {
        return action;
      }
    }
    return new Action.Wait(untilDue(now));
  }

  private @Nullable Action inStore(long now) {
    for (Lane lane : lanes) {
      if (lane.stale()) {
        return new Action.Look(lane.stream());
      }
    }
    for (Lane lane : lanes) {
      if (lane.unremembered() && now >= rememberAt) {
        return new Action.Remember(lane.stream(), lane.acked());
      }
    }
    if (!connected || !broker.over(now) || now < crowdedUntil || inFlight.size() >= permits) {
      return null;
    }
    return announced ? batch(now) : new Action.Announce(lastToken + 1);
  }

  private @Nullable Action batch(long now) {
    if (held() && now < probeAt) {
      return null;
    }
    for (Lane lane : lanes) {
      Optional<Range> fresh = lane.fresh();
      if (fresh.isPresent()) {
        return lane.full() ? null : send(lane, fresh.get(), Kind.LIVE);
      }
    }
    // one permit stays free for what is new
    boolean room = inFlight.size() < Math.max(1, permits - 1);
    return room && waiting() < credit ? old() : null;
  }

  private @Nullable Action old() {
    for (Lane lane : inTurn()) {
      Optional<Range> backlog = lane.backlog();
      if (backlog.isPresent()) {
        return send(lane, backlog.get(), Kind.BACKLOG);
      }
    }
    for (Lane lane : inTurn()) {
      Optional<Range> replay = lane.replay();
      if (replay.isPresent()) {
        return send(lane, replay.get(), Kind.REPLAY);
      }
    }
    return null;
  }

  /** Every second turn is the first stream's; the others share the rest. */
  private List<Lane> inTurn() {
    if (lanes.size() == 1) {
      return lanes;
    }
    List<Lane> order = new ArrayList<>(lanes.size());
    int others = lanes.size() - 1;
    for (int i = 0; i < others; i++) {
      order.add(lanes.get(1 + (turn / 2 + i) % others));
    }
    order.add(turn % 2 == 0 ? 0 : others, lanes.getFirst());
    return order;
  }

  private Action send(Lane lane, Range range, Kind kind) {
    return new Action.Send(lastToken + 1, lane.stream(), range.from(), range.to(), kind);
  }

  private int waiting() {
    return lanes.stream().mapToInt(Lane::waiting).sum();
  }

  /** Every collector that is known of is away. */
  boolean held() {
    return !collectors.isEmpty() && !collectors.containsValue(true);
  }

  private long untilDue(long now) {
    long due = now + MOST_WAIT;
    for (Lane lane : lanes) {
      due = sooner(due, lane.due().orElse(due), now);
      due = lane.unremembered() ? sooner(due, rememberAt, now) : due;
    }
    due = sooner(due, store.until(), now);
    due = sooner(due, broker.until(), now);
    due = sooner(due, crowdedUntil, now);
    due = held() ? sooner(due, probeAt, now) : due;
    return due - now;
  }

  private static long sooner(long due, long other, long now) {
    return other > now ? Math.min(due, other) : due;
  }

  // What became of it

  /** Where a stream stands. */
  void looked(Action.Look look, Outbox.Position position, long now) {
    Lane lane = lane(look.stream());
    storeDid(look);
    if (held()) {
      lane.liveFromNext();
    }
    lane.looked(position);
    read(now);
  }

  /** It is written down. */
  void remembered(Action.Remember remember, long now) {
    storeDid(remember);
    rememberAt = now + options.remember().toNanos();
    lane(remember.stream()).remembered();
  }

  /** The birth is under way. */
  void announced(Action.Announce announce) {
    storeDid(announce);
    announced = true;
    lastToken = announce.token();
    inFlight.put(lastToken, Optional.empty());
  }

  /**
   * A batch is under way.
   *
   * @param to its last number
   */
  void sent(Action.Send send, long to, long now) {
    Lane lane = lane(send.stream());
    storeDid(send);
    lastToken = send.token();
    inFlight.put(lastToken, Optional.of(lane));
    lane.sent(send, to);
    if (send.kind() != Kind.LIVE) {
      turn++;
    }
    if (held()) {
      probeAt = now + options.probe().toNanos();
    }
  }

  /** The connection takes nothing now; nothing is under way of what was to be published. */
  void crowded(long now) {
    crowdedUntil = now + options.crowded().toNanos();
  }

  /** The outbox cannot do it now. */
  void storeFailed(Action action, long now) {
    failing = action.getClass();
    store.failed(now);
  }

  /** A full disk can still be read: only what failed shows by success that it is over. */
  private void storeDid(Action action) {
    if (action.getClass().equals(failing)) {
      failing = null;
      store.succeeded();
    }
  }

  private Lane lane(StreamName stream) {
    return lanes.stream().filter(it -> it.stream() == stream).findFirst().orElseThrow();
  }

  // How it stands

  int credit() {
    return credit;
  }

  int inFlight() {
    return inFlight.size();
  }

  /** Whether the outbox could not do something, and has not done the same since. */
  boolean storeFails() {
    return failing != null;
  }

  /** What the broker answered when it last refused something, unless it took something since. */
  OptionalInt refusal() {
    return refusal;
  }

  /** The streams of which the collector has numbers that were never given here. */
  List<StreamName> ahead() {
    return lanes.stream().filter(Lane::ahead).map(Lane::stream).toList();
  }

  List<SenderStatus.Stream> streams() {
    return lanes.stream().map(Lane::status).toList();
  }

  long resent() {
    return lanes.stream().mapToLong(Lane::resent).sum();
  }
}
