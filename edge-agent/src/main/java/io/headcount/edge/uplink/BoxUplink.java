package io.headcount.edge.uplink;

import io.headcount.contract.Ack;
import io.headcount.contract.ContractException;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.StreamName;
import io.headcount.contract.Topic;
import io.headcount.delivery.link.Credentials;
import io.headcount.delivery.link.LinkListener;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.delivery.link.LinkTimings;
import io.headcount.delivery.link.Message;
import io.headcount.delivery.link.MqttLink;
import io.headcount.delivery.link.Session;
import io.headcount.delivery.link.TlsFiles;
import io.headcount.delivery.sender.SenderLoop;
import io.headcount.delivery.sender.SenderOptions;
import io.headcount.delivery.sender.SessionConnection;
import io.headcount.edge.config.UplinkConfig;
import io.headcount.edge.journal.SteadyClock;
import io.headcount.edge.store.BootClock;
import io.headcount.edge.store.ClockLog;
import io.headcount.edge.store.ClockMeasurement;
import io.headcount.edge.store.SqliteOutbox;
import io.headcount.edge.store.StateReader;
import io.headcount.edge.store.UplinkState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The way from state.db to the collector and back. Thread-safe.
 *
 * <p>Three parts: the link keeps a connection, the sender's thread {@code uplink} sends records
 * until they are acknowledged, the clerk's thread {@code uplink-clerk} does all the rest.
 */
public final class BoxUplink implements LinkListener, AutoCloseable {
  /** An acknowledgement that comes later than this after a birth says too little of the time. */
  private static final Duration ECHO = Duration.ofSeconds(10);

  private static final int INCOMING = 16;

  private final UplinkConfig config;
  private final SqliteOutbox outbox;
  private final SenderLoop sender;
  private final Births births;
  private final Clerk clerk;
  private final MqttLink link;
  private final SteadyClock clock;
  private final BootClock boot;
  private final LongSupplier nanos;
  private final JsonCodec codec = new JsonCodec();
  private final String ackTopic;
  private final String desiredTopic;
  private final String commandTopic;

  /**
   * Starts it.
   *
   * @param database that {@link io.headcount.edge.store.StateDb} has opened before
   * @param clock that windows are stamped with
   * @param nanos a clock that cannot be set
   */
  public static BoxUplink start(
      UplinkConfig config,
      Path database,
      BoxReport report,
      BoxControl control,
      SteadyClock clock,
      BootClock boot,
      LongSupplier nanos,
      RandomGenerator random) {
    return new BoxUplink(config, database, report, control, clock, boot, nanos, random);
  }

  @SuppressWarnings("this-escape") // the link is the last to be made, and calls only what is ready
  private BoxUplink(
      UplinkConfig config,
      Path database,
      BoxReport report,
      BoxControl control,
      SteadyClock clock,
      BootClock boot,
      LongSupplier nanos,
      RandomGenerator random) {
    this.config = config;
    this.clock = clock;
    this.boot = boot;
    this.nanos = nanos;
    this.ackTopic = topic(Leaf.ACK);
    this.desiredTopic = topic(Leaf.CONFIG_DESIRED);
    this.commandTopic = topic(Leaf.CMD);
    this.outbox = SqliteOutbox.open(database, streams(config));
    this.births =
        new Births(
            config.device(),
            outbox.epoch(),
            report,
            UplinkState.open(database),
            clock,
            boot,
            nanos);
    this.sender =
        new SenderLoop(
            config.device(), outbox, births, SenderOptions.DEFAULT, random, clock, nanos);
    this.clerk =
        new Clerk(
            config,
            report,
            control,
            sender,
            new StateReader(database),
            UplinkState.open(database),
            ClockLog.open(database, boot),
            clock,
            births,
            nanos);
    Thread.ofPlatform().name("uplink").start(sender);
    Thread.ofPlatform().name("uplink-clerk").start(clerk);
    this.link =
        MqttLink.start(
            options(config),
            LinkTimings.DEFAULT,
            births::will,
            this,
            clock,
            nanos,
            random,
            "uplink-link");
  }

  /** The streams that are sent. */
  public static List<StreamName> streams(UplinkConfig config) {
    return config.events() ? List.of(StreamName.values()) : List.of(StreamName.WINDOWS);
  }

  /** How the broker is reached. */
  public static LinkOptions options(UplinkConfig config) {
    return LinkOptions.to(config.broker(), "headcount/" + config.device())
        .withReceiveMaximum(INCOMING)
        .withCredentials(
            config.password().map(secret -> new Credentials(config.username(), secret.reveal())))
        .withTls(tls(config));
  }

  private static Optional<TlsFiles> tls(UplinkConfig config) {
    return config.authorities().isEmpty() && config.certificate().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TlsFiles(
                config.authorities(),
                config.certificate().map(own -> new TlsFiles.Identity(own.file(), own.key()))));
  }

  private String topic(Leaf leaf) {
    return new Topic(config.device(), leaf).toString();
  }

  /** A minute closed: there is something to send. */
  public void counted() {
    sender.appended();
    clerk.counted();
  }

  /** What became of the desired configuration has changed. */
  public void configured() {
    clerk.configured();
  }

  public UplinkStatus status() {
    return new UplinkStatus(link.status(), sender.status());
  }

  @Override
  public void connected(Session session) {
    sender.topics().forEach(session::subscribe);
    session.subscribe(desiredTopic, commandTopic);
    sender.connected(new SessionConnection(session));
    clerk.connected(session);
  }

  @Override
  public void message(Session session, Message message) {
    if (message.topic().equals(ackTopic)) {
      measure(message.payload());
    }
    if (message.topic().equals(desiredTopic)) {
      clerk.desired(message.payload());
    } else if (message.topic().equals(commandTopic)) {
      clerk.command(message.payload());
    } else {
      sender.message(message.topic(), message.payload());
    }
    message.acknowledge();
  }

  @Override
  public void disconnected(Session session, String reason) {
    sender.disconnected(reason);
    clerk.disconnected();
  }

  @Override
  public void failed(String reason) {
    sender.disconnected(reason);
  }

  /** The collector's time comes with its answer to our birth. */
  private void measure(byte[] payload) {
    Births.Spoken birth = births.last();
    if (payload.length == 0 || nanos.getAsLong() - birth.nanos() > ECHO.toNanos()) {
      return;
    }
    try {
      Ack ack = codec.read(payload, Ack.class);
      if (ack.birth() == birth.number()) {
        Instant now = clock.instant();
        clerk.measured(
            new ClockMeasurement(boot.uptimeMillis(), now, Duration.between(now, ack.at())));
      }
    } catch (ContractException e) {
      // the sender, which reads it too, makes it known
      System.getLogger(BoxUplink.class.getName()).log(System.Logger.Level.DEBUG, "ack", e);
    }
  }

  /** Says goodbye, so that nobody takes the box for dead, and ends. */
  @Override
  public void close() {
    clerk.close();
    sender.close();
    link.close();
    births.close();
    outbox.close();
  }
}
