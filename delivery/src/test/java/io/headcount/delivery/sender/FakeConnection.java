package io.headcount.delivery.sender;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** A connection whose other end is the test. Thread-safe. */
final class FakeConnection implements Connection {
  private final BlockingQueue<Publish> publishes = new LinkedBlockingQueue<>();
  private volatile boolean full;

  /** What was published; answering it is up to the test. */
  record Publish(String topic, String payload, boolean retained, IntConsumer answer) {}

  @Override
  public int window() {
    return 8;
  }

  @Override
  public boolean publish(String topic, byte[] payload, boolean retained, IntConsumer answer) {
    if (full) {
      return false;
    }
    String text = new String(payload, StandardCharsets.UTF_8);
    return publishes.add(new Publish(topic, text, retained, answer));
  }

  void full(boolean now) {
    full = now;
  }

  /** The next one. */
  Publish next() throws InterruptedException {
    Publish publish = publishes.poll(10, TimeUnit.SECONDS);
    if (publish == null) {
      throw new AssertionError("nothing was published");
    }
    return publish;
  }

  boolean idle() {
    return publishes.isEmpty();
  }
}
