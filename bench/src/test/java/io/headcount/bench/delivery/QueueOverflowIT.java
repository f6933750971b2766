package io.headcount.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.CollectorState;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker throws away because its queue for the collector is full comes again. */
final class QueueOverflowIT {
  /** Together more batches than Mosquitto queues, 1000, and each box less than it lets wait. */
  private static final int BOXES = 6;

  private static final int MINUTES = 220;

  @TempDir private Path folder;

  @Test
  void whatTheBrokerDroppedComesAgain() throws Exception {
    List<LocalBox> boxes = new ArrayList<>();
    Path data = folder.resolve("broker");
    try (Broker broker = Broker.start(data);
        LocalCollector collector =
            new LocalCollector(
                folder.resolve("collector"), broker.address(), Duration.ofHours(1), new Time())) {
      collector.start();
      for (int i = 1; i <= BOXES; i++) {
        LocalBox box = LocalBox.open(folder.resolve("box-" + i), "box-" + i);
        boxes.add(box);
        box.connect(broker.address());
        box.count(0, 1);
      }
      for (LocalBox box : boxes) {
        Waiting.until(box.device() + " is connected", box::acknowledged);
      }
      collector.stop();

      another(broker);
      for (int minute = 1; minute <= MINUTES; minute++) {
        publish(boxes, minute);
      }
      assertThat(Files.readString(data.resolve("mosquitto.log"))).contains("being dropped");

      collector.start();
      for (LocalBox box : boxes) {
        Waiting.until("all of " + box.device() + " is acknowledged", box::acknowledged);
      }
      Map<String, Path> files = new LinkedHashMap<>();
      boxes.forEach(box -> files.put(box.device().device(), box.file()));
      assertThat(Books.compare(files, collector.file()))
          .isEqualTo(new Books.Comparison(2L * BOXES * (MINUTES + 1), 0, 0, 0));
    } finally {
      boxes.forEach(LocalBox::close);
    }
  }

  /** Boxes send on while some collector says that it is there. */
  private static void another(Broker broker) throws Exception {
    String topic = Topic.collectorState("other");
    CollectorState state =
        new CollectorState(
            CollectorState.VERSION, "other", true, "one", InstantSource.system().instant());
    byte[] payload = new JsonCodec().write(state).getBytes(StandardCharsets.UTF_8);
    try (Stranger stranger = Stranger.at(broker.address())) {
      stranger.publish(topic, payload, true);
    }
  }

  /** One minute of each box, in a batch of its own. */
  private static void publish(List<LocalBox> boxes, int minute) throws Exception {
    List<Callable<Boolean>> sent = new ArrayList<>();
    for (LocalBox box : boxes) {
      int before = box.windows().unacknowledged();
      box.count(minute, 1);
      sent.add(() -> box.windows().unacknowledged() > before);
    }
    for (Callable<Boolean> each : sent) {
      Waiting.until("minute %d is sent".formatted(minute), each);
    }
  }
}
