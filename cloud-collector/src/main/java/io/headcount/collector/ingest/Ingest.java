package io.headcount.collector.ingest;

import io.headcount.collector.history.Commands;
import io.headcount.collector.history.DesiredConfigs;
import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryException;
import io.headcount.collector.history.News;
import io.headcount.collector.history.Received;
import io.headcount.contract.CollectorState;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Signed;
import io.headcount.contract.Topic;
import io.headcount.delivery.link.LinkListener;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.delivery.link.LinkTimings;
import io.headcount.delivery.link.Message;
import io.headcount.delivery.link.MqttLink;
import io.headcount.delivery.link.PublishResult;
import io.headcount.delivery.link.Session;
import io.headcount.delivery.link.Will;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Takes in what boxes publish, and tells them what is stored and what to do. Thread-safe.
 *
 * <p>Data goes to one of all collectors that share a database; births go to each, because brokers
 * keep them for whoever comes. Nothing but the database is agreed upon between collectors.
 */
public final class Ingest implements LinkListener, AutoCloseable {
  private static final Logger LOG = System.getLogger(Ingest.class.getName());
  private static final String SHARED = "$share/headcount-collectors/";
  private static final List<Leaf> TAKEN_BY_ONE =
      List.of(Leaf.DATA, Leaf.EVENT, Leaf.HEALTH, Leaf.REPLY, Leaf.CONFIG_REPORTED);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  /** Well below what the link waits for an answer before it gives a session up. */
  private static final Duration ROOM_WITHIN = Duration.ofSeconds(10);

  private final String name;
  private final History history;
  private final String generation;
  private final InstantSource clock;
  private final Meter meter = new Meter();
  private final Acknowledger acknowledger;
  private final BlockingQueue<Pending> queue;
  private final List<StoringLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Thread speaker;
  private final Consumer<List<News>> news;
  private final JsonCodec codec = new JsonCodec();
  private final MqttLink link;
  private volatile Optional<Session> session = Optional.empty();
  private volatile boolean closing;

  /**
   * Starts taking in.
   *
   * @param name of this collector among others
   * @param options how the broker is reached; its receive maximum bounds what is in memory
   * @param writers transactions at a time; 1 for SQLite
   * @param news is told what was not known before, after it was stored
   * @param nanos measures, as {@link System#nanoTime} does
   */
  public static Ingest start(
      String name,
      History history,
      LinkOptions options,
      int writers,
      Consumer<List<News>> news,
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random) {
    return new Ingest(name, history, options, writers, news, clock, nanos, random);
  }

  @SuppressWarnings("this-escape") // the link is the last to be made, and calls only what is ready
  private Ingest(
      String name,
      History history,
      LinkOptions options,
      int writers,
      Consumer<List<News>> news,
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random) {
    this.name = name;
    this.history = history;
    this.generation = history.generation();
    this.clock = clock;
    this.news = news;
    this.acknowledger = new Acknowledger(() -> generation, meter, clock);
    // what an ended session had sent may still be in it when the next one sends all of it again
    this.queue = new ArrayBlockingQueue<>(2 * options.receiveMaximum());
    for (int i = 1; i <= writers; i++) {
      StoringLoop loop = new StoringLoop(queue, history, acknowledger, meter, this::heard, nanos);
      loops.add(loop);
      threads.add(Thread.ofPlatform().name("ingest-" + i).start(loop));
    }
    this.speaker = Thread.ofPlatform().name("ingest-acks").start(this::speak);
    this.link =
        MqttLink.start(
            options, LinkTimings.DEFAULT, this::will, this, clock, nanos, random, "ingest-link");
  }

  public IngestStatus status() {
    return meter.status(link.status().connected(), queue.size());
  }

  @Override
  public void connected(Session with) {
    with.publish(stateTopic(), state(true), true, _ -> {});
    for (Leaf leaf : TAKEN_BY_ONE) {
      with.subscribe(SHARED + Topic.ofAllDevices(leaf));
    }
    with.subscribe(Topic.ofAllDevices(Leaf.BIRTH));
    session = Optional.of(with);
  }

  @Override
  public void message(Session from, Message message) {
    Optional<Topic> topic = Topic.parse(message.topic());
    if (topic.isEmpty() || message.payload().length == 0) {
      message.acknowledge(); // nobody's, or a retained message that was cleared
      return;
    }
    Received received = new Received(topic.get(), message.payload(), clock.instant());
    Pending pending = new Pending(received, message.payload().length, message);
    try {
      // Mosquitto 2.0 sends more than it may to who comes back (its issue 2301); to hang up at once
      // would have all of it come again, for ever
      if (!queue.offer(pending, ROOM_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        from.drop(
            "sent more than it may at a time, and nothing was stored for %d s: see why in the log"
                .formatted(ROOM_WITHIN.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the session is over; it comes again
    }
  }

  @Override
  public void disconnected(Session was, String reason) {
    session = Optional.empty();
  }

  private void heard(List<News> pieces) {
    for (News piece : pieces) {
      if (piece instanceof News.Came came) {
        order(came.device());
      }
    }
    news.accept(pieces);
  }

  /** A box that comes is told what it is to run, even by a broker that has forgotten it. */
  private void order(DeviceAddress device) {
    try {
      history.desiredConfigs().current(device).ifPresent(this::publish);
      history.commands().open(device).forEach(this::publish);
    } catch (HistoryException e) {
      LOG.log(Level.WARNING, "{0} is not told what it is to do: {1}", device, e.getMessage());
    }
  }

  /** Publishes what a device is to run; its next birth asks for it again when this is lost. */
  public void publish(DesiredConfigs.Desired desired) {
    publish(new Topic(desired.device(), Leaf.CONFIG_DESIRED), desired.message(), () -> {});
  }

  /** Publishes a command; the device's next birth asks for it again when this is lost. */
  public void publish(Commands.Given given) {
    publish(
        new Topic(given.device(), Leaf.CMD),
        given.message(),
        () -> noteSent(given.device(), given.message().serial()));
  }

  private void publish(Topic topic, Signed signed, Runnable sent) {
    session.ifPresent(
        with ->
            with.publish(
                topic.toString(),
                codec.write(signed).getBytes(StandardCharsets.UTF_8),
                topic.leaf().retained(),
                result -> {
                  if (result instanceof PublishResult.Acknowledged answer && !answer.refused()) {
                    Thread.startVirtualThread(sent);
                  }
                }));
  }

  private void noteSent(DeviceAddress device, long serial) {
    try {
      history.commands().sent(device, serial);
    } catch (HistoryException e) {
      LOG.log(Level.WARNING, "a command''s sending is not noted: {0}", e.getMessage());
    }
  }

  private void speak() {
    try {
      while (!closing) {
        session.ifPresent(acknowledger::publish);
        Thread.sleep(Acknowledger.PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Will> will() {
    return Optional.of(new Will(stateTopic(), state(false), true, Duration.ZERO));
  }

  private String stateTopic() {
    return Topic.collectorState(name);
  }

  private byte[] state(boolean online) {
    return codec
        .write(
            new CollectorState(CollectorState.VERSION, name, online, generation, clock.instant()))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Stores what it has begun to store, says goodbye and ends. What is left comes again. */
  @Override
  public void close() {
    session.ifPresent(with -> with.publish(stateTopic(), state(false), true, _ -> {}));
    loops.forEach(StoringLoop::close);
    closing = true;
    try {
      for (Thread thread : threads) {
        if (!thread.join(STOP_WITHIN)) {
          LOG.log(Level.WARNING, "{0} did not stop within {1}", thread.getName(), STOP_WITHIN);
        }
      }
      session.ifPresent(acknowledger::publish);
      speaker.join(STOP_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link.close();
  }
}
