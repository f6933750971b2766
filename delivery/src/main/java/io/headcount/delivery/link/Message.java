package io.headcount.delivery.link;

import java.util.concurrent.atomic.AtomicBoolean;

/** A message from the broker, to be acknowledged once it is safe. Thread-safe. */
public final class Message {
  private final String topic;
  private final byte[] payload;
  private final boolean retained;
  private final Runnable acknowledgement;
  private final AtomicBoolean acknowledged = new AtomicBoolean();

  /**
   * @param payload handed over: not to be changed any more
   * @param retained kept by the broker from before the subscription
   * @param acknowledgement tells the broker; run once at most
   */
  public Message(String topic, byte[] payload, boolean retained, Runnable acknowledgement) {
    this.topic = topic;
    this.payload = payload;
    this.retained = retained;
    this.acknowledgement = acknowledgement;
  }

  public String topic() {
    return topic;
  }

  /** Not to be changed. */
  public byte[] payload() {
    return payload;
  }

  public boolean retained() {
    return retained;
  }

  /**
   * Lets the broker forget it. From any thread, at any time; does nothing the second time, or after
   * the session is gone: then the broker delivers it again, here or to somebody else. MQTT wants
   * acknowledgements in the order of arrival.
   */
  public void acknowledge() {
    if (acknowledged.compareAndSet(false, true)) {
      acknowledgement.run();
    }
  }

  @Override
  public String toString() {
    return topic + " (" + payload.length + " bytes)";
  }
}
