package io.headcount.delivery.sender;

import io.headcount.delivery.link.PublishResult;
import io.headcount.delivery.link.Session;
import java.util.function.IntConsumer;

/** A link's session as a sender needs it. Immutable. */
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
            case PublishResult.Lost() -> {} // the end of the session is told by itself
          }
        });
  }
}
