package io.headcount.collector.simulate;

import io.headcount.contract.Birth;
import io.headcount.contract.Death;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import io.headcount.contract.Topic;
import io.headcount.delivery.link.LinkListener;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.delivery.link.LinkTimings;
import io.headcount.delivery.link.Message;
import io.headcount.delivery.link.MqttLink;
import io.headcount.delivery.link.PublishResult;
import io.headcount.delivery.link.Session;
import io.headcount.delivery.link.Will;
import io.headcount.delivery.sender.Connection;
import io.headcount.delivery.sender.SenderLoop;
import io.headcount.delivery.sender.SenderOptions;
import io.headcount.delivery.sender.SenderStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * The box of a shop that does not exist: a real sender over a real link, on virtual threads.
 * Confined to the thread that drives the simulation; its status is for any.
 */
final class SimulatedBox implements AutoCloseable {
  private static final Duration WILL_DELAY = Duration.ofSeconds(30);
  private static final int MOST_REPLAYED = 500;

  private final Shop shop;
  private final DeviceAddress address;
  private final LinkOptions options;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ShopOutbox outbox;
  private final SenderLoop sender;
  private final Thread sending;
  private final String boot;
  private final Instant started;
  private final JsonCodec codec = new JsonCodec();
  private final AtomicLong births = new AtomicLong();
  private Optional<MqttLink> link = Optional.empty();
  private Instant now;

  /**
   * Makes it; it is not connected yet.
   *
   * @param first the first day that it counted
   * @param random its own
   */
  SimulatedBox(
      Shop shop,
      DeviceAddress address,
      LinkOptions options,
      LocalDate first,
      boolean faults,
      InstantSource clock,
      RandomGenerator random) {
    this.shop = shop;
    this.address = address;
    this.options = options;
    this.clock = clock;
    this.random = random;
    this.started = clock.instant();
    this.now = first.atStartOfDay(shop.zone()).toInstant();
    this.boot = Long.toHexString(random.nextLong());
    this.outbox = new ShopOutbox(Long.toHexString(random.nextLong()), shop, first, faults);
    this.sender =
        new SenderLoop(
            address, outbox, this::birth, SenderOptions.DEFAULT, random, clock, System::nanoTime);
    this.sending = Thread.ofVirtual().name("sender-" + shop.id()).unstarted(sender);
  }

  Shop shop() {
    return shop;
  }

  /** All minutes before a moment have passed. */
  void pass(Instant to) {
    if (to.getEpochSecond() / 60 > now.getEpochSecond() / 60) {
      now = to;
      outbox.passed(to);
      sender.appended();
    }
  }

  /** Up to when it has counted. */
  Instant now() {
    return now;
  }

  void connect() {
    if (sending.getState() == Thread.State.NEW) {
      sending.start();
    }
    link =
        Optional.of(
            MqttLink.start(
                options,
                LinkTimings.DEFAULT,
                this::will,
                new Wire(),
                clock,
                System::nanoTime,
                random,
                "link-" + shop.id()));
  }

  /** Leaves the broker; what is counted meanwhile becomes backlog. */
  void disconnect() {
    link.ifPresent(MqttLink::close);
    link = Optional.empty();
  }

  boolean linked() {
    return link.isPresent();
  }

  boolean connected() {
    return link.filter(up -> up.status().connected()).isPresent();
  }

  /** Sends again something that the collector has already. */
  void repeat() {
    long acked = outbox.acked();
    if (acked > 0) {
      long from = random.nextLong(1, acked + 1);
      sender.replay(
          StreamName.WINDOWS,
          new Range(from, Math.min(acked, from + random.nextInt(MOST_REPLAYED))));
    }
  }

  /** Whether all that was counted until a moment is acknowledged. */
  boolean through(Instant until) {
    ShopOutbox.Counted counted = outbox.counted();
    SenderStatus.Stream stream = sender.status().streams().getFirst();
    return !counted.until().isBefore(until)
        && stream.next() == counted.next()
        && stream.backlog() == 0;
  }

  SenderStatus status() {
    return sender.status();
  }

  /** Why it is not connected, if it should be. */
  Optional<String> trouble() {
    return link.filter(up -> !up.status().connected()).flatMap(up -> up.status().lastError());
  }

  private Optional<Will> will() {
    byte[] death =
        codec.write(new Death(births.incrementAndGet())).getBytes(StandardCharsets.UTF_8);
    return Optional.of(
        new Will(new Topic(address, Leaf.BIRTH).toString(), death, true, WILL_DELAY));
  }

  private Birth birth(List<Birth.Stream> streams) {
    return new Birth(
            Birth.VERSION,
            births.get(),
            true,
            shop.name(),
            "simulated",
            shop.zone().getId(),
            outbox.epoch(),
            streams,
            shop.revision(),
            shop.cameras().stream().map(SimulatedBox::camera).toList(),
            new Birth.Clock(
                clock.instant(), boot, Duration.between(started, clock.instant()).toMillis()))
        .with(shop.certificates(started));
  }

  private static Birth.Camera camera(ShopCamera camera) {
    return new Birth.Camera(
        camera.id(),
        camera.entrance().stream()
            .map(door -> new Birth.Line(ShopCamera.LINE, ShopCamera.POLICY))
            .toList(),
        camera.zones().stream().map(zone -> new Birth.Zone(zone.id(), zone.use().text())).toList());
  }

  @Override
  public void close() {
    sender.close();
    disconnect();
  }

  /** Between link and sender. */
  private final class Wire implements LinkListener {
    @Override
    public void connected(Session session) {
      session.subscribe(sender.topics().toArray(String[]::new));
      sender.connected(new Publisher(session));
    }

    @Override
    public void message(Session session, Message message) {
      sender.message(message.topic(), message.payload());
      message.acknowledge();
    }

    @Override
    public void disconnected(Session session, String reason) {
      sender.disconnected(reason);
    }
  }

  /** A session, as the sender wants it. */
  private record Publisher(Session session) implements Connection {
    @Override
    public int window() {
      return session.window();
    }

    @Override
    public boolean publish(String topic, byte[] payload, boolean retained, IntConsumer answer) {
      return session.publish(
          topic,
          payload,
          retained,
          result -> {
            if (result instanceof PublishResult.Acknowledged acknowledged) {
              answer.accept(acknowledged.reason());
            }
          });
    }
  }
}
