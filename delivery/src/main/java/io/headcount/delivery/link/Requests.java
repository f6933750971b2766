package io.headcount.delivery.link;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.jspecify.annotations.Nullable;

/** What waits for the broker's answer; each gets it, or is lost, exactly once. Thread-safe. */
final class Requests {
  private final LongSupplier nanos;

  /** As many as the session's window, and its subscriptions; emptied when it ends. */
  private final Set<Request> waiting = ConcurrentHashMap.newKeySet();

  private volatile long answeredAt;

  Requests(LongSupplier nanos) {
    this.nanos = nanos;
    this.answeredAt = nanos.getAsLong();
  }

  /** To be handed to Paho with what is asked. */
  MqttActionListener add(Consumer<IMqttToken> answered, Runnable lost) {
    Request request = new Request(answered, lost, nanos.getAsLong());
    waiting.add(request);
    return request;
  }

  /** It was not asked after all. */
  void remove(MqttActionListener request) {
    waiting.remove(request);
  }

  /** Something waits, and nothing was answered for longer than that. */
  boolean stalled(Duration patience) {
    long now = nanos.getAsLong();
    return now - answeredAt > patience.toNanos()
        && waiting.stream().anyMatch(each -> now - each.askedAt > patience.toNanos());
  }

  void loseAll() {
    for (Request request : List.copyOf(waiting)) {
      if (waiting.remove(request)) {
        request.lost.run();
      }
    }
  }

  private final class Request implements MqttActionListener {
    private final Consumer<IMqttToken> answered;
    private final Runnable lost;
    private final long askedAt;

    Request(Consumer<IMqttToken> answered, Runnable lost, long askedAt) {
      this.answered = answered;
      this.lost = lost;
      this.askedAt = askedAt;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      if (waiting.remove(this)) {
        answeredAt = nanos.getAsLong();
        answered.accept(token);
      }
    }

    @Override
    public void onFailure(@Nullable IMqttToken token, Throwable cause) {
      // comes only when the session is over; then all are lost together
    }
  }
}
