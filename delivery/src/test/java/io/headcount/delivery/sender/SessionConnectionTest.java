package io.headcount.delivery.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.delivery.link.PublishResult;
import io.headcount.delivery.link.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SessionConnectionTest {
  private final FakeSession session = new FakeSession();
  private final SessionConnection connection = new SessionConnection(session);
  private final List<Integer> answers = new ArrayList<>();

  /** Keeps what wants to know what became of it. */
  private static final class FakeSession implements Session {
    final List<Consumer<PublishResult>> results = new ArrayList<>();

    @Override
    public boolean publish(
        String topic, byte[] payload, boolean retained, Consumer<PublishResult> result) {
      return results.isEmpty() && results.add(result);
    }

    @Override
    public void subscribe(String... filters) {}

    @Override
    public int window() {
      return 3;
    }

    @Override
    public boolean resumed() {
      return false;
    }

    @Override
    public void drop(String reason) {}
  }

  private boolean publish() {
    return connection.publish("t", new byte[1], false, answers::add);
  }

  @Test
  void passesTheBrokersAnswerOn() {
    assertThat(connection.window()).isEqualTo(3);
    assertThat(publish()).isTrue();
    assertThat(publish()).isFalse();

    session.results.getFirst().accept(new PublishResult.Acknowledged(0x10));

    assertThat(answers).containsExactly(0x10);
  }

  @Test
  void saysNothingOfWhatWasLost() {
    assertThat(publish()).isTrue();

    session.results.getFirst().accept(new PublishResult.Lost());

    assertThat(answers).isEmpty();
  }
}
