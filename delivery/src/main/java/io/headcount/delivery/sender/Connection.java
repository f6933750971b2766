package io.headcount.delivery.sender;

import java.util.function.IntConsumer;

/** One life of a connection to a broker, as a sender needs it. Thread-safe; never waits. */
public interface Connection {
  /** Most publishes that may wait for the broker's answer at a time. */
  int window();

  /**
   * Hands a message over for delivery at least once.
   *
   * @param payload not changed afterwards
   * @param answer gets the broker's reason code, on any thread, unless the connection ends before
   * @return false, and nothing will happen, when the connection takes nothing for now
   */
  boolean publish(String topic, byte[] payload, boolean retained, IntConsumer answer);
}
