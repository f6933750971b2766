package io.headcount.delivery.link;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps what a link tells, for the test to take. Thread-safe. */
class Recorder implements LinkListener {
  final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
  final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  final BlockingQueue<PublishResult> results = new LinkedBlockingQueue<>();
  private final Consumer<Session> begin;

  Recorder(Consumer<Session> begin) {
    this.begin = begin;
  }

  /** Subscribes to some topics whenever it can. */
  static Recorder of(String... filters) {
    return new Recorder(
        session -> {
          if (filters.length > 0) {
            session.subscribe(filters);
          }
        });
  }

  /** The next one, which must come soon. */
  static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came in 20 s");
    }
    return next;
  }

  @Override
  public void connected(Session session) {
    begin.accept(session);
    sessions.add(session);
  }

  @Override
  public void message(Session session, Message message) {
    messages.add(message);
  }

  @Override
  public void disconnected(Session session, String reason) {
    ends.add(reason);
  }

  @Override
  public void failed(String reason) {
    failures.add(reason);
  }
}
