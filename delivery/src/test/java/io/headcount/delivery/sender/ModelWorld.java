package io.headcount.delivery.sender;

import io.headcount.contract.Ack;
import io.headcount.contract.Batch;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One box, one broker, one collector and everything that can go wrong between them, by chance but
 * the same for the same seed. Throws {@link Violation} when a promise is broken.
 */
final class ModelWorld {
  private static final String EPOCH = "e";
  private static final String COLLECTOR = "c";
  private static final List<StreamName> STREAMS = List.of(StreamName.values());
  private static final int MOST_ROWS = 160;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** A publish on its way; the birth has no batch. */
  private static final class Flight {
    final long token;
    final @Nullable Batch batch;
    boolean arrived;
    int reason;

    Flight(long token, @Nullable Batch batch) {
      this.token = token;
      this.batch = batch;
    }
  }

  private final SplittableRandom random;
  private final Flaw flaw;
  private final SenderOptions options;
  private final MemoryOutbox outbox;
  private final ModelTruth truth;
  private final ModelCollector collector = new ModelCollector(EPOCH);
  private final List<Flight> flights = new ArrayList<>();
  private final List<Batch> queue = new ArrayList<>(); // at the broker, for the collector
  private final List<Ack> acks = new ArrayList<>(); // at the broker, for the box
  private Sender sender;
  private @Nullable ModelGates gates; // of the connection that stands
  private @Nullable Ack retained;
  private @Nullable Ack oldAck;
  private boolean retainedOnline = true;
  private boolean ackDue;
  private boolean storeBroken;
  private boolean calm;
  private long now;
  private long wait = 1;
  private long steps;

  ModelWorld(long seed, Flaw flaw) {
    this.random = new SplittableRandom(seed);
    this.flaw = flaw;
    this.options = flaw.options(random);
    this.outbox =
        new MemoryOutbox(EPOCH, STREAMS, true, random.nextInt(0, 20), random.nextInt(10, 120));
    this.truth = new ModelTruth(outbox, MOST_ROWS);
    this.sender = newSender();
  }

  private Sender newSender() {
    return new Sender(options, EPOCH, STREAMS, random.split());
  }

  long steps() {
    return steps;
  }

  /** So many steps of chance, then peace, in which everything has to arrive. */
  void run(int chances) {
    for (int i = 0; i < chances; i++) {
      chance();
      drive();
      steps++;
    }
    settle();
    truth.checkEnd(collector);
  }

  private void chance() {
    int dice = random.nextInt(100);
    if (dice < 16) {
      append(random.nextInt(10) == 0 ? 12 : random.nextInt(1, 4));
    } else if (dice < 34) {
      arrive();
    } else if (dice < 52) {
      answer();
    } else if (dice < 68) {
      deliver();
    } else if (dice < 74) {
      publishAck();
    } else if (dice < 82) {
      hearAck();
    } else if (dice < 91) {
      pass();
    } else {
      fault();
    }
  }

  private void fault() {
    switch (random.nextInt(18)) {
      case 0 -> disconnect();
      case 1, 2, 3 -> connect();
      case 4 -> crash();
      case 5 -> queue.clear(); // overflowed
      case 6 -> wipeBroker();
      case 7 -> collectorDown();
      case 8, 9 -> collectorUp();
      case 10 -> collector.takeSnapshot();
      case 11 -> restore();
      case 12 -> truth.evict(anyStream(), random.nextInt(1, 5));
      case 13 -> storeBroken = !storeBroken && random.nextInt(3) == 0;
      case 14 -> storeBroken = false;
      case 15 -> replay();
      case 16 -> {
        collector.credit = random.nextInt(0, 5);
        ackDue = true;
      }
      default -> oldAck = retained;
    }
  }

  private StreamName anyStream() {
    return STREAMS.get(random.nextInt(STREAMS.size()));
  }

  private void append(int rows) {
    truth.append(anyStream(), rows, random.nextInt(1000));
    if (flaw != Flaw.LEAVES_NEW_ROWS) {
      sender.appended();
    }
  }

  // The broker

  private void connect() {
    if (gates != null) {
      return;
    }
    int window = random.nextInt(1, 9);
    gates = new ModelGates(options, outbox, Math.min(window, options.permits()));
    sender.connected(flaw.permits(window));
    Ack old = !calm && oldAck != null && random.nextInt(4) == 0 ? oldAck : retained;
    if (old != null) {
      acks.add(old);
    }
    tellState();
  }

  private void disconnect() {
    gates = null;
    flights.clear();
    acks.clear();
    sender.disconnected();
  }

  private void crash() {
    disconnect();
    sender = newSender();
  }

  private void wipeBroker() {
    queue.clear();
    retained = null;
    disconnect();
  }

  private void tellState() {
    if (gates != null) {
      gates.collector(retainedOnline, now);
      if (flaw != Flaw.DOES_NOT_HOLD) {
        sender.collector(COLLECTOR, retainedOnline, now);
      }
    }
  }

  /** A publish reaches the broker, which may lose it all the same. */
  private void arrive() {
    for (Flight flight : flights) {
      if (!flight.arrived) {
        flight.arrived = true;
        reach(flight);
        return;
      }
    }
  }

  private void reach(Flight flight) {
    Batch batch = flight.batch;
    if (batch == null) {
      ackDue = true;
    } else if (!calm && random.nextInt(40) == 0) {
      flight.reason = 0x97;
    } else if (!collector.online && random.nextBoolean()) {
      flight.reason = 0x10;
    } else if (calm || random.nextInt(20) > 0) {
      queue.add(batch);
    }
  }

  /** The broker's answer reaches the box, in any order. */
  private void answer() {
    List<Flight> arrived = flights.stream().filter(flight -> flight.arrived).toList();
    if (arrived.isEmpty()) {
      return;
    }
    Flight flight = arrived.get(random.nextInt(arrived.size()));
    flights.remove(flight);
    sender.answered(flight.token, flight.reason, now);
    gates().answered(flight.token, flight.reason == 0, now);
    if (flight.batch != null && flight.reason == 0) {
      flaw.misread(flight.batch).ifPresent(ack -> sender.acknowledged(ack, now));
    }
  }

  // The collector

  private void deliver() {
    if (queue.isEmpty() || !collector.online) {
      return;
    }
    Batch batch = queue.remove(calm ? 0 : random.nextInt(queue.size()));
    truth.arrives(batch);
    collector.ingest(batch);
    if (!calm && random.nextInt(10) == 0) {
      queue.add(batch); // delivered again
    }
    truth.stored(batch.stream(), collector.upto(batch.stream()));
    ackDue = true;
  }

  private void publishAck() {
    if (!ackDue || !collector.online) {
      return;
    }
    ackDue = false;
    Ack ack = collector.ack();
    retained = ack;
    if (gates != null) {
      acks.add(ack);
    }
  }

  private void hearAck() {
    if (acks.isEmpty()) {
      return;
    }
    Ack ack = acks.remove(!calm && random.nextInt(4) == 0 ? random.nextInt(acks.size()) : 0);
    gates().acknowledged(ack, now);
    flaw.hear(ack, outbox).ifPresent(believed -> sender.acknowledged(believed, now));
  }

  private void collectorDown() {
    collector.online = false;
    retainedOnline = false;
    tellState();
  }

  private void collectorUp() {
    collector.online = true;
    retainedOnline = true;
    ackDue = true; // it hears the retained birth
    tellState();
  }

  private void restore() {
    collectorDown();
    collector.restore(random.nextBoolean());
  }

  private void replay() {
    StreamName stream = anyStream();
    long from = random.nextLong(1, MOST_ROWS);
    sender.replay(stream, new Range(from, from + random.nextInt(0, 30)));
  }

  private void pass() {
    int dice = random.nextInt(10);
    now += dice < 6 ? random.nextLong(1, SECOND) : dice < 9 ? random.nextLong(1, 8 * SECOND) : wait;
  }

  // The box

  private void drive() {
    for (int i = 0; i < 1000; i++) {
      Action action = sender.next(now);
      if (action instanceof Action.Wait(long nanos)) {
        wait = nanos;
        return;
      }
      if (!calm && random.nextInt(400) == 0) {
        crash();
      } else if (storeBroken) {
        sender.storeFailed(action, now);
      } else {
        act(action);
      }
    }
    throw new Violation("never comes to rest");
  }

  private void act(Action action) {
    switch (action) {
      case Action.Look look -> {
        sender.looked(look, outbox.position(look.stream()), now);
        if (gates != null) {
          gates.looked(look.stream());
        }
      }
      case Action.Remember remember -> remember(remember);
      case Action.Announce announce -> {
        gates().publishes(flights.size());
        flights.add(new Flight(announce.token(), null));
        sender.announced(announce);
      }
      case Action.Send send -> send(send);
      case Action.Wait _ -> {}
    }
  }

  private void remember(Action.Remember remember) {
    truth.remembers(remember.stream(), remember.upto());
    outbox.acked(remember.stream(), remember.upto());
    sender.remembered(remember, now);
  }

  private void send(Action.Send send) {
    gates().publishes(flights.size());
    Batch batch = outbox.take(send.stream(), send.from(), send.to(), options.batchBytes());
    if (!calm && random.nextInt(60) == 0) {
      sender.crowded(now);
      return;
    }
    gates().sends(send, batch, now);
    if (!calm && random.nextInt(300) == 0) {
      queue.add(batch); // reaches the broker, and the box knows nothing of it any more
      crash();
      return;
    }
    flights.add(new Flight(send.token(), batch));
    sender.sent(send, batch.to(), now);
  }

  private ModelGates gates() {
    if (gates == null) {
      throw new Violation("sends without a connection");
    }
    return gates;
  }

  // Peace

  private void settle() {
    calm = true;
    storeBroken = false;
    sender.appended();
    collector.credit = Math.max(1, collector.credit);
    collectorUp();
    connect();
    int most = 60 + STREAMS.size() * MOST_ROWS * 2;
    for (int round = 0; round < most && !truth.allArrived(collector); round++) {
      drive();
      now += Math.min(wait, 100_000_000);
      while (flights.stream().anyMatch(flight -> !flight.arrived)) {
        arrive();
      }
      boolean idle = flights.isEmpty() && queue.isEmpty() && acks.isEmpty() && !ackDue;
      while (!flights.isEmpty()) {
        answer();
      }
      while (!queue.isEmpty()) {
        deliver();
      }
      publishAck();
      while (!acks.isEmpty()) {
        hearAck();
      }
      if (idle) {
        now += wait;
      }
      steps++;
    }
  }

  /** Walks once; what was broken, if anything. */
  static Optional<String> walk(long seed, int chances, Flaw flaw, long[] steps) {
    ModelWorld world = new ModelWorld(seed, flaw);
    try {
      world.run(chances);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } finally {
      steps[0] += world.steps();
    }
  }
}
