package io.headcount.bench.delivery;

import io.headcount.delivery.link.LinkListener;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.delivery.link.LinkTimings;
import io.headcount.delivery.link.Message;
import io.headcount.delivery.link.MqttLink;
import io.headcount.delivery.link.PublishResult;
import io.headcount.delivery.link.Session;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/** Somebody else at the broker, who may say and hear everything. Thread-safe. */
final class Stranger implements LinkListener, AutoCloseable {
  private final AtomicReference<Optional<Session>> session =
      new AtomicReference<>(Optional.empty());
  private final List<Message> heard = new CopyOnWriteArrayList<>(); // as many as the test causes
  private final String[] filters;
  private final MqttLink link;

  @SuppressWarnings("this-escape") // the link is the last to be made
  private Stranger(URI broker, String... filters) {
    this.filters = filters;
    this.link =
        MqttLink.start(
            LinkOptions.to(broker, "stranger-" + RandomGenerator.getDefault().nextLong()),
            LinkTimings.DEFAULT,
            Optional::empty,
            this,
            InstantSource.system(),
            System::nanoTime,
            RandomGenerator.getDefault(),
            "stranger");
  }

  /** Connects, and hears these topics. */
  static Stranger at(URI broker, String... filters) throws Exception {
    Stranger stranger = new Stranger(broker, filters);
    Waiting.until("a stranger is connected", () -> stranger.session.get().isPresent());
    return stranger;
  }

  /** Returns when the broker has taken it. */
  void publish(String topic, byte[] payload, boolean retained) throws Exception {
    AtomicBoolean taken = new AtomicBoolean();
    session
        .get()
        .orElseThrow()
        .publish(
            topic,
            payload,
            retained,
            result -> taken.set(result instanceof PublishResult.Acknowledged));
    Waiting.until("a stranger's message is taken", taken::get);
  }

  List<Message> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void connected(Session with) {
    if (filters.length > 0) {
      with.subscribe(filters);
    }
    session.set(Optional.of(with));
  }

  @Override
  public void message(Session from, Message message) {
    heard.add(message);
    message.acknowledge();
  }

  @Override
  public void disconnected(Session was, String reason) {
    session.set(Optional.empty());
  }

  @Override
  public void close() {
    link.close();
  }
}
