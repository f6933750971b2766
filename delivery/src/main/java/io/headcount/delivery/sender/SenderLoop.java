package io.headcount.delivery.sender;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.headcount.contract.Ack;
import io.headcount.contract.Batch;
import io.headcount.contract.BatchCodec;
import io.headcount.contract.Birth;
import io.headcount.contract.CollectorState;
import io.headcount.contract.ContractException;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import io.headcount.contract.Topic;
import io.headcount.delivery.sender.Inbox.Answer;
import io.headcount.delivery.sender.Inbox.Change;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends what an outbox holds until the collector has acknowledged it, for as long as it is not
 * closed. Runs on one thread of its caller, which alone touches the outbox; all other methods are
 * for any thread and never wait, but {@link #close}.
 *
 * <p>Whoever holds the connection subscribes to {@link #topics}, then calls {@link #connected},
 * then hands what comes to {@link #message}.
 */
public final class SenderLoop implements Runnable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SenderLoop.class.getName());
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
  private static final String COLLECTORS_BEGIN =
      Topic.collectorState("").replaceFirst("/state$", "");
  private static final String COLLECTORS_END = "/state";

  private final DeviceAddress device;
  private final Outbox outbox;
  private final Function<List<Birth.Stream>, Birth> births;
  private final SenderOptions options;
  private final Sender sender;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final long origin;
  private final Troubles troubles;
  private final Inbox inbox = new Inbox();
  private final BatchCodec batches = new BatchCodec();
  private final JsonCodec json = new JsonCodec();
  private final String ackTopic;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Connection connection;
  private Optional<Instant> connectedSince = Optional.empty();
  private Optional<Instant> lastAck = Optional.empty();
  private volatile boolean started;
  private volatile SenderStatus status;

  /**
   * @param births makes the message for a connection that has just begun
   * @param random spreads the pauses; used by the loop's thread alone
   * @param clock stamps the status
   * @param nanos measures waits, as {@link System#nanoTime} does
   */
  public SenderLoop(
      DeviceAddress device,
      Outbox outbox,
      Function<List<Birth.Stream>, Birth> births,
      SenderOptions options,
      RandomGenerator random,
      InstantSource clock,
      LongSupplier nanos) {
    this.device = device;
    this.outbox = outbox;
    this.births = births;
    this.options = options;
    this.sender = new Sender(options, outbox.epoch(), outbox.streams(), random);
    this.clock = clock;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
    this.troubles = new Troubles(device);
    this.ackTopic = new Topic(device, Leaf.ACK).toString();
    this.status = snapshot();
  }

  /** Filters of what the sender must hear of. */
  public List<String> topics() {
    return List.of(ackTopic, Topic.ofAllCollectors());
  }

  /**
   * A connection stands, and {@link #topics} are subscribed to. Called before anything of this
   * connection is handed to {@link #message}.
   */
  public void connected(Connection with) {
    inbox.connected(with);
  }

  /**
   * No connection stands.
   *
   * @param reason names the cure, for people to read
   */
  public void disconnected(String reason) {
    inbox.disconnected(reason);
  }

  /** Takes a message in; false when it is not for the sender. */
  public boolean message(String topic, byte[] payload) {
    if (!topic.equals(ackTopic) && collector(topic).isEmpty()) {
      return false;
    }
    try {
      read(topic, payload);
    } catch (ContractException e) {
      inbox.unreadable(
          "a message on %s cannot be read (%s): bring agent and collector to versions that fit"
              .formatted(topic, e.getMessage()));
    }
    return true;
  }

  private void read(String topic, byte[] payload) {
    Optional<String> collector = collector(topic);
    if (collector.isPresent() && payload.length == 0) {
      inbox.collector(collector.get(), Optional.empty());
    } else if (collector.isPresent()) {
      CollectorState said = json.read(payload, CollectorState.class);
      inbox.collector(collector.get(), Optional.of(said));
    } else if (payload.length > 0) {
      inbox.acknowledged(json.read(payload, Ack.class));
    }
  }

  private static Optional<String> collector(String topic) {
    if (topic.startsWith(COLLECTORS_BEGIN) && topic.endsWith(COLLECTORS_END)) {
      int end = topic.length() - COLLECTORS_END.length();
      if (end > COLLECTORS_BEGIN.length()) {
        return Optional.of(topic.substring(COLLECTORS_BEGIN.length(), end));
      }
    }
    return Optional.empty();
  }

  /** There may be new rows. */
  public void appended() {
    inbox.appended();
  }

  /**
   * Sends again what is held of a range, whether the collector has it or not. Forgotten at the end
   * of the process.
   *
   * @return false, and nothing will happen, when too many ranges wait to be looked at
   */
  public boolean replay(StreamName stream, Range range) {
    return inbox.replay(new Inbox.Replay(stream, range));
  }

  /** How it stands now. */
  public SenderStatus status() {
    return status;
  }

  @Override
  public void run() {
    started = true;
    try {
      long wait = act();
      for (Optional<Inbox.Content> content = inbox.await(wait);
          content.isPresent();
          content = inbox.await(wait)) {
        tell(content.get());
        wait = act();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // the edge of the thread: a mistake in here, for all that others do is caught where they do
      // it
      LOG.log(ERROR, device + ": sending stopped; restart the agent", e);
    } finally {
      stopped.countDown();
    }
  }

  private void tell(Inbox.Content content) {
    long now = now();
    switch (content.change) {
      case Change.Connected(Connection with) -> begin(with);
      case Change.Disconnected(String reason) -> end(reason);
      case null -> {}
    }
    content.answers.forEach(answer -> sender.answered(answer.token(), answer.reason(), now));
    content.collectors.forEach(
        (name, state) ->
            state.ifPresentOrElse(
                online -> sender.collector(name, online.online(), now),
                () -> sender.forgotten(name, now)));
    Ack ack = content.ack;
    if (ack != null) {
      lastAck = Optional.of(clock.instant());
      sender.acknowledged(ack, now);
      troubles.end(Troubles.Kind.MESSAGE);
    }
    String unreadable = content.unreadable;
    if (unreadable != null) {
      troubles.begin(Troubles.Kind.MESSAGE, unreadable, clock.instant());
    }
    content.replays.forEach(replay -> sender.replay(replay.stream(), replay.range()));
    if (content.appended) {
      sender.appended();
    }
  }

  private void begin(Connection with) {
    connection = with;
    connectedSince = Optional.of(clock.instant());
    sender.connected(with.window());
    troubles.end(Troubles.Kind.CONNECTION);
  }

  private void end(String reason) {
    connection = null;
    connectedSince = Optional.empty();
    sender.disconnected();
    troubles.begin(Troubles.Kind.CONNECTION, reason, clock.instant());
  }

  /** Does all there is to do; how long to wait then. */
  private long act() {
    while (true) {
      Action action = sender.next(now());
      if (action instanceof Action.Wait(long wait)) {
        noteRefusals();
        status = snapshot();
        return wait;
      }
      try {
        act(action);
        if (!sender.storeFails()) {
          troubles.end(Troubles.Kind.STORE);
        }
      } catch (RuntimeException e) {
        // whatever the outbox throws, rows go on being counted and are sent later
        sender.storeFailed(action, now());
        troubles.begin(
            Troubles.Kind.STORE,
            "records wait to be sent: " + Optional.ofNullable(e.getMessage()).orElse(e.toString()),
            clock.instant());
      }
    }
  }

  private void act(Action action) {
    switch (action) {
      case Action.Look look -> sender.looked(look, outbox.position(look.stream()), now());
      case Action.Remember remember -> {
        outbox.acked(remember.stream(), remember.upto());
        sender.remembered(remember, now());
      }
      case Action.Announce announce -> announce(announce);
      case Action.Send send -> send(send);
      case Action.Wait _ -> {}
    }
  }

  private void announce(Action.Announce announce) {
    List<Birth.Stream> streams = new ArrayList<>();
    for (StreamName stream : outbox.streams()) {
      Outbox.Position at = outbox.position(stream);
      streams.add(new Birth.Stream(stream, at.oldest(), at.next(), at.acked()));
    }
    byte[] birth = json.write(births.apply(streams)).getBytes(StandardCharsets.UTF_8);
    if (publish(Leaf.BIRTH, birth, announce.token())) {
      sender.announced(announce);
    } else {
      sender.crowded(now());
    }
  }

  private void send(Action.Send send) {
    Batch batch = outbox.take(send.stream(), send.from(), send.to(), options.batchBytes());
    if (publish(send.stream().leaf(), batches.write(batch), send.token())) {
      sender.sent(send, batch.to(), now());
    } else {
      sender.crowded(now());
    }
  }

  private boolean publish(Leaf leaf, byte[] payload, long token) {
    Connection with = connection;
    return with != null
        && with.publish(
            new Topic(device, leaf).toString(),
            payload,
            leaf.retained(),
            reason -> inbox.answered(new Answer(token, reason)));
  }

  private void noteRefusals() {
    sender
        .refusal()
        .ifPresentOrElse(
            reason ->
                troubles.begin(Troubles.Kind.BROKER, Refusal.text(reason, device), clock.instant()),
            () -> troubles.end(Troubles.Kind.BROKER));
    if (sender.ahead().isEmpty()) {
      troubles.end(Troubles.Kind.FORK);
    } else {
      troubles.begin(
          Troubles.Kind.FORK,
          "the collector has numbers of %s that this box never gave, so its records were put back from an older copy: give it a new, empty store"
              .formatted(sender.ahead()),
          clock.instant());
    }
  }

  private SenderStatus snapshot() {
    return new SenderStatus(
        connectedSince,
        lastAck,
        sender.held(),
        sender.streams(),
        sender.inFlight(),
        sender.credit(),
        sender.resent(),
        troubles.worst());
  }

  private long now() {
    return nanos.getAsLong() - origin;
  }

  /** Ends it after what it is at; waits for that, five seconds at most. */
  @Override
  public void close() {
    inbox.close();
    if (!started) {
      return; // never ran, and will end at once if it does
    }
    try {
      if (!stopped.await(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(WARNING, "{0}: sending did not stop within {1}", device, STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
