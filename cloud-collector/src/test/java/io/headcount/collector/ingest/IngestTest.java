package io.headcount.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.broker.Client;
import io.headcount.collector.broker.Waiting;
import io.headcount.collector.history.News;
import io.headcount.contract.Ack;
import io.headcount.contract.CollectorState;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Signed;
import io.headcount.contract.Topic;
import io.headcount.delivery.link.Message;
import io.headcount.delivery.link.PublishResult;
import io.headcount.delivery.link.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a box and its collector say to each other, over the broker inside. */
final class IngestTest {
  private static final JsonCodec JSON = new JsonCodec();

  @TempDir private Path folder;

  @Test
  void whatDoesNotParseIsPutAsideAndBlocksNothing() throws Exception {
    try (IngestBench bench = new IngestBench(folder);
        Client box = bench.box()) {
      box.subscribe(IngestBench.topic(Leaf.ACK));
      for (int i = 0; i < 20; i++) {
        assertThat(box.publish(IngestBench.topic(Leaf.DATA), "no batch " + i, false)).isZero();
      }
      box.publish(IngestBench.topic(Leaf.HEALTH), "no health", false);
      box.publish(IngestBench.topic(Leaf.DATA), IngestBench.minutes(1, 3), false);
      IngestBench.ackUpto(box, 3);
      Waiting.until(() -> bench.ingest.status().deadLetters() == 21);
      assertThat(bench.ingest.status().records()).isEqualTo(3);
      assertThat(bench.ingest.status().waiting()).isZero();
    }
  }

  @Test
  void whatABrokerSendsTooMuchOfWaitsForRoom() {
    AtomicInteger acknowledged = new AtomicInteger();
    List<String> dropped = new CopyOnWriteArrayList<>();
    try (IngestBench bench = new IngestBench(folder, 1)) {
      for (int seq = 1; seq <= 50; seq++) {
        byte[] batch = IngestBench.minutes(seq, seq).getBytes(StandardCharsets.UTF_8);
        bench.ingest.message(
            new Unpaced(dropped),
            new Message(IngestBench.topic(Leaf.DATA), batch, false, acknowledged::incrementAndGet));
      }
      Waiting.until(() -> acknowledged.get() == 50);
      assertThat(bench.ingest.status().records()).isEqualTo(50);
      assertThat(dropped).isEmpty();
    }
  }

  /** The session of a broker that does not keep to the receive maximum. */
  private record Unpaced(List<String> dropped) implements Session {
    @Override
    public boolean publish(
        String topic, byte[] payload, boolean retained, Consumer<PublishResult> result) {
      return false;
    }

    @Override
    public void subscribe(String... filters) {}

    @Override
    public int window() {
      return 1;
    }

    @Override
    public boolean resumed() {
      return true;
    }

    @Override
    public void drop(String reason) {
      dropped.add(reason);
    }
  }

  @Test
  void acksAreKeptByTheBrokerAndTellWhatIsMissing() throws Exception {
    try (IngestBench bench = new IngestBench(folder)) {
      try (Client box = bench.box()) {
        box.subscribe(IngestBench.topic(Leaf.ACK));
        box.publish(IngestBench.topic(Leaf.DATA), IngestBench.minutes(1, 3), false);
        IngestBench.ackUpto(box, 3);
        // told is stored
        assertThat(bench.history.standing(IngestBench.BOX).orElseThrow().streams().getFirst())
            .satisfies(stream -> assertThat(stream.upto()).isEqualTo(3));
        box.publish(IngestBench.topic(Leaf.DATA), IngestBench.minutes(6, 7), false);
        Waiting.until(() -> bench.ingest.status().records() == 5);
      }
      try (Client again = bench.box()) {
        Waiting.until(() -> retainedKnown(again) == 7);
      }
    }
  }

  private static long retainedKnown(Client box) {
    box.subscribe(IngestBench.topic(Leaf.ACK));
    try {
      Client.Received message = box.next();
      Ack.Stream stream = IngestBench.ack(message).streams().getFirst();
      if (stream.known() == 7) {
        assertThat(message.retained()).isTrue();
        assertThat(stream.upto()).isEqualTo(3);
        assertThat(stream.gaps()).hasSize(1);
      }
      return stream.known();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatComesTwiceIsAcknowledgedTwiceAndStoredOnce() throws Exception {
    try (IngestBench bench = new IngestBench(folder);
        Client box = bench.box()) {
      box.subscribe(IngestBench.topic(Leaf.ACK));
      for (int i = 0; i < 2; i++) {
        box.publish(IngestBench.topic(Leaf.DATA), IngestBench.minutes(1, 3), false);
        IngestBench.ackUpto(box, 3);
      }
      assertThat(bench.ingest.status().records()).isEqualTo(3);
      assertThat(bench.ingest.status().duplicates()).isEqualTo(3);
    }
  }

  @Test
  void aBirthIsAnsweredWithAnAckAndWhatTheBoxIsToRun() throws Exception {
    try (IngestBench bench = new IngestBench(folder);
        Client box = bench.box()) {
      box.subscribe(IngestBench.topic(Leaf.ACK));
      box.publish(IngestBench.topic(Leaf.BIRTH), IngestBench.birth(1), true);
      assertThat(IngestBench.ack(box.next()).birth()).isEqualTo(1);

      bench
          .history
          .desiredConfigs()
          .desire(
              IngestBench.BOX,
              "cameras: []",
              (serial, issued, text) ->
                  new Signed(Signed.VERSION, serial, issued, text, "A".repeat(86) + "=="));
      box.subscribe(IngestBench.topic(Leaf.CONFIG_DESIRED));
      box.publish(IngestBench.topic(Leaf.BIRTH), IngestBench.birth(2), true);
      List<Client.Received> both = new ArrayList<>(List.of(box.next(), box.next()));
      both.sort((one, other) -> one.topic().compareTo(other.topic()));
      assertThat(both)
          .extracting(Client.Received::topic)
          .containsExactly(IngestBench.topic(Leaf.ACK), IngestBench.topic(Leaf.CONFIG_DESIRED));
      assertThat(IngestBench.ack(both.getFirst()).birth()).isEqualTo(2);
      assertThat(JSON.read(both.getLast().payload(), Signed.class).text()).isEqualTo("cameras: []");
      assertThat(bench.news).filteredOn(piece -> piece instanceof News.Came).hasSize(2);
    }
  }

  @Test
  void saysThatItIsThereAndThatItGoes() throws Exception {
    try (IngestBench bench = new IngestBench(folder);
        Client watcher = bench.watcher()) {
      watcher.subscribe(Topic.ofAllCollectors());
      Client.Received here = watcher.next();
      assertThat(here.retained()).isTrue();
      assertThat(JSON.read(here.payload(), CollectorState.class).online()).isTrue();
      bench.ingest.close();
      assertThat(JSON.read(watcher.next().payload(), CollectorState.class).online()).isFalse();
    }
  }
}
