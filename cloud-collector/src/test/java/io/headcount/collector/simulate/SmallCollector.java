package io.headcount.collector.simulate;

import io.headcount.collector.broker.BrokerOptions;
import io.headcount.collector.broker.EmbeddedBroker;
import io.headcount.collector.broker.Principal;
import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.Received;
import io.headcount.collector.history.Storage;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Topic;
import io.headcount.delivery.link.Credentials;
import io.headcount.delivery.link.LinkListener;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.delivery.link.LinkTimings;
import io.headcount.delivery.link.Message;
import io.headcount.delivery.link.MqttLink;
import io.headcount.delivery.link.Session;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** As little of a collector as boxes need: a broker, a history, and an answer to each message. */
final class SmallCollector implements LinkListener, AutoCloseable {
  private static final int CREDIT = 4;

  private final JsonCodec codec = new JsonCodec();
  private final EmbeddedBroker broker;
  private final History history;
  private final MqttLink link;
  private final ExecutorService storing = Executors.newSingleThreadExecutor();
  final AtomicLong quarantined = new AtomicLong();
  final AtomicLong duplicates = new AtomicLong();
  final AtomicLong deadLetters = new AtomicLong();
  final ConcurrentHashMap.KeySetView<String, Boolean> seen = ConcurrentHashMap.newKeySet();

  SmallCollector(Path folder) {
    history =
        History.open(
            new HistoryOptions(new Storage.Sqlite(folder.resolve("history.db"))),
            InstantSource.system());
    broker =
        EmbeddedBroker.start(
            BrokerOptions.loopback(folder.resolve("broker"), 0),
            (user, password, client) -> {
              DeviceAddress device = DeviceAddress.parse(user);
              return Optional.of(
                  new Principal.Device(device.tenant(), device.store(), device.device()));
            });
    link =
        MqttLink.start(
            LinkOptions.to(address(), "collector")
                .withCredentials(
                    Optional.of(
                        new Credentials(broker.collector().user(), broker.collector().reveal()))),
            LinkTimings.DEFAULT,
            Optional::empty,
            this,
            InstantSource.system(),
            System::nanoTime,
            RandomGenerator.getDefault(),
            "collector");
  }

  URI address() {
    return URI.create("mqtt://127.0.0.1:" + broker.address().getPort());
  }

  History history() {
    return history;
  }

  @Override
  public void connected(Session session) {
    session.subscribe(Topic.ofAllDevices(Leaf.BIRTH), Topic.ofAllDevices(Leaf.DATA));
  }

  @Override
  public void message(Session session, Message message) {
    storing.execute(() -> store(session, message));
  }

  private void store(Session session, Message message) {
    Topic topic = Topic.parse(message.topic()).orElseThrow();
    seen.add(topic.leaf().path());
    var ingested =
        history.ingest(
            List.of(new Received(topic, message.payload(), InstantSource.system().instant())));
    quarantined.addAndGet(ingested.counts().quarantined());
    duplicates.addAndGet(ingested.counts().duplicates());
    deadLetters.addAndGet(ingested.counts().deadLetters());
    message.acknowledge();
    for (var standing : ingested.standings()) {
      byte[] ack =
          codec
              .write(standing.ack(history.generation(), InstantSource.system().instant(), CREDIT))
              .getBytes(StandardCharsets.UTF_8);
      session.publish(new Topic(standing.device(), Leaf.ACK).toString(), ack, true, result -> {});
    }
  }

  @Override
  public void disconnected(Session session, String reason) {}

  @Override
  public void close() {
    link.close();
    storing.close();
    broker.close();
    history.close();
  }
}
