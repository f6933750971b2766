package io.headcount.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.history.Standing;
import io.headcount.contract.Ack;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.StreamName;
import io.headcount.delivery.link.PublishResult;
import io.headcount.delivery.link.Session;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AcknowledgerTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final DeviceAddress ONE = DeviceAddress.parse("acme/berlin/one");
  private static final DeviceAddress TWO = DeviceAddress.parse("acme/berlin/two");

  private final Acknowledger acknowledger =
      new Acknowledger(() -> "first", new Meter(), InstantSource.fixed(NOW));
  private final Line line = new Line();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofStandingsOutOfOrderTheLaterOneIsTold(boolean laterFirst) {
    acknowledger.due(laterFirst ? standing(ONE, 9) : standing(ONE, 5));
    acknowledger.due(laterFirst ? standing(ONE, 5) : standing(ONE, 9));
    acknowledger.publish(line);
    assertThat(line.sent)
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.topic()).isEqualTo("headcount/v1/acme/berlin/one/ack");
              assertThat(sent.retained()).isTrue();
              assertThat(sent.ack().streams().getFirst().upto()).isEqualTo(9);
              assertThat(sent.ack().generation()).isEqualTo("first");
              assertThat(sent.ack().at()).isEqualTo(NOW);
              assertThat(sent.ack().birth()).isEqualTo(3);
              assertThat(sent.ack().credit()).isEqualTo(8);
            });
  }

  @Test
  void knownMoreIsLaterToo() {
    acknowledger.due(standing(ONE, "e1", 5, 20));
    acknowledger.due(standing(ONE, "e1", 5, 10));
    acknowledger.publish(line);
    assertThat(line.only().streams().getFirst().known()).isEqualTo(20);
  }

  @Test
  void aNewEpochBeginsLow() {
    acknowledger.due(standing(ONE, "e1", 500, 500));
    acknowledger.due(standing(ONE, "e2", 1, 1));
    acknowledger.publish(line);
    assertThat(line.only().streams().getFirst().epoch()).isEqualTo("e2");
  }

  @Test
  void whatTheSessionDoesNotTakeStaysDue() {
    acknowledger.due(standing(ONE, 1));
    acknowledger.due(standing(TWO, 2));
    line.room = 1;
    acknowledger.publish(line);
    assertThat(line.sent).hasSize(1);
    line.room = 10;
    acknowledger.publish(line);
    assertThat(line.sent).extracting(Sent::topic).doesNotHaveDuplicates().hasSize(2);
    acknowledger.publish(line);
    assertThat(line.sent).hasSize(2);
  }

  @Test
  void whatTheBrokerRefusesIsToldAgain() {
    acknowledger.due(standing(ONE, 1));
    acknowledger.publish(line);
    line.answer(0, new PublishResult.Acknowledged(0x97));
    acknowledger.publish(line);
    line.answer(1, new PublishResult.Acknowledged(0x10)); // a box that is away finds it retained
    acknowledger.publish(line);
    assertThat(line.sent).hasSize(2);
  }

  @Test
  void ofTwoThatWereLostTheLaterOneIsTold() {
    acknowledger.due(standing(ONE, 5));
    acknowledger.publish(line);
    acknowledger.due(standing(ONE, 9));
    acknowledger.publish(line);
    line.answer(0, new PublishResult.Lost());
    line.answer(1, new PublishResult.Lost());
    acknowledger.publish(line);
    assertThat(line.sent).hasSize(3);
    assertThat(line.sent.getLast().ack().streams().getFirst().upto()).isEqualTo(9);
  }

  private static Standing standing(DeviceAddress device, long upto) {
    return standing(device, "e1", upto, upto);
  }

  private static Standing standing(DeviceAddress device, String epoch, long upto, long known) {
    return new Standing(
        device,
        false,
        3,
        List.of(new Ack.Stream(StreamName.WINDOWS, epoch, upto, known, List.of())));
  }

  private record Sent(String topic, Ack ack, boolean retained, Consumer<PublishResult> result) {}

  /** A session that keeps what it is given. Confined to the test's thread. */
  private static final class Line implements Session {
    private final List<Sent> sent = new ArrayList<>();
    private int room = 10;

    Ack only() {
      assertThat(sent).hasSize(1);
      return sent.getFirst().ack();
    }

    void answer(int index, PublishResult result) {
      sent.get(index).result().accept(result);
    }

    @Override
    public boolean publish(
        String topic, byte[] payload, boolean retained, Consumer<PublishResult> result) {
      if (room == 0) {
        return false;
      }
      room--;
      Ack ack = new JsonCodec().read(new String(payload, StandardCharsets.UTF_8), Ack.class);
      sent.add(new Sent(topic, ack, retained, result));
      return true;
    }

    @Override
    public void subscribe(String... filters) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int window() {
      return room;
    }

    @Override
    public boolean resumed() {
      return false;
    }

    @Override
    public void drop(String reason) {
      throw new UnsupportedOperationException();
    }
  }
}
