package io.headcount.collector.ingest;

import io.headcount.collector.broker.BrokerOptions;
import io.headcount.collector.broker.Client;
import io.headcount.collector.broker.EmbeddedBroker;
import io.headcount.collector.broker.Principal;
import io.headcount.collector.broker.Waiting;
import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.News;
import io.headcount.collector.history.Storage;
import io.headcount.contract.Ack;
import io.headcount.contract.Batch;
import io.headcount.contract.BatchCodec;
import io.headcount.contract.Birth;
import io.headcount.contract.CountWindow;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Entry;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.StreamName;
import io.headcount.contract.Topic;
import io.headcount.delivery.link.Credentials;
import io.headcount.delivery.link.LinkOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.eclipse.paho.mqttv5.common.MqttException;

/** A broker, a history, the ingest between them, and what a box would say. */
final class IngestBench implements AutoCloseable {
  static final DeviceAddress BOX = DeviceAddress.parse("acme/berlin/box");
  static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");
  private static final JsonCodec JSON = new JsonCodec();

  final List<News> news = new CopyOnWriteArrayList<>();
  final Path file;
  final History history;
  private final EmbeddedBroker broker;
  final Ingest ingest;

  IngestBench(Path folder) {
    this(folder, 256);
  }

  IngestBench(Path folder, int receiveMaximum) {
    file = folder.resolve("history.db");
    history = History.open(new HistoryOptions(new Storage.Sqlite(file)), InstantSource.system());
    broker =
        EmbeddedBroker.start(
            BrokerOptions.loopback(folder.resolve("broker"), 0),
            (user, password, id) ->
                Optional.of(new Principal.Device(BOX.tenant(), BOX.store(), BOX.device())));
    ingest =
        Ingest.start(
            "north",
            history,
            LinkOptions.to(
                    URI.create("mqtt://127.0.0.1:" + broker.address().getPort()),
                    "headcount-collector/north")
                .withReceiveMaximum(receiveMaximum)
                .withCredentials(
                    Optional.of(
                        new Credentials(broker.collector().user(), broker.collector().reveal()))),
            1,
            news::addAll,
            InstantSource.system(),
            System::nanoTime,
            RandomGenerator.getDefault());
    Waiting.until(() -> ingest.status().connected());
  }

  /** The box's connection. */
  Client box() throws MqttException {
    return Client.connect(broker.address(), BOX.toString(), "any");
  }

  /** Somebody who may read everything. */
  Client watcher() throws MqttException {
    return Client.connect(
        broker.address(),
        broker.collector().user(),
        broker.collector().reveal(),
        "watcher",
        options -> {});
  }

  static String topic(Leaf leaf) {
    return new Topic(BOX, leaf).toString();
  }

  static Ack ack(Client.Received message) {
    return JSON.read(message.payload(), Ack.class);
  }

  /** Waits for the acknowledgement of all numbers up to one. */
  static Ack ackUpto(Client client, long upto) throws InterruptedException {
    while (true) {
      Client.Received message = client.next();
      if (message.topic().equals(topic(Leaf.ACK))) {
        Ack ack = ack(message);
        if (!ack.streams().isEmpty() && ack.streams().getFirst().upto() >= upto) {
          return ack;
        }
      }
    }
  }

  /** A batch of minutes without anything to count. */
  static String minutes(long from, long to) {
    List<Entry> entries =
        LongStream.rangeClosed(from, to).<Entry>mapToObj(IngestBench::minute).toList();
    return new String(
        new BatchCodec().write(new Batch("e1", StreamName.WINDOWS, false, entries)),
        StandardCharsets.UTF_8);
  }

  private static Entry.Row minute(long seq) {
    CountWindow window =
        new CountWindow(
            CountWindow.VERSION,
            "door",
            NOON.plusSeconds(60 * seq),
            0,
            1,
            600,
            "r1",
            List.of(),
            List.of(),
            0);
    return new Entry.Row(seq, Entry.Kind.WINDOW, JSON.write(window));
  }

  static String birth(long number) {
    return JSON.write(
        new Birth(
            Birth.VERSION,
            number,
            false,
            "At the door",
            "0.1.0",
            "Europe/Berlin",
            "e1",
            List.of(new Birth.Stream(StreamName.WINDOWS, 1, 1, 0)),
            "r1",
            List.of(new Birth.Camera("door", List.of(), List.of())),
            new Birth.Clock(NOON, "boot", 1000)));
  }

  @Override
  public void close() {
    ingest.close();
    broker.close();
    history.close();
  }
}
