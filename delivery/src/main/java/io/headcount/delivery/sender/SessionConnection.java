package io.headcount.delivery.sender;

import io.headcount.delivery.link.PublishResult;
import io.headcount.delivery.link.Session;
import java.util.function.IntConsumer;

/** A session of a link, as a sender needs it. Thread-safe. */
public record SessionConnection(Session session) implements Connection {
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
          switch (result) {
            case PublishResult.Acknowledged(int reason) -> answer.accept(reason);
            case PublishResult.Lost() -> {} // the session is over, and the sender is told so
          }
        });
  }
}
