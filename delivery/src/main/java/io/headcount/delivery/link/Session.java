package io.headcount.delivery.link;

import java.util.function.Consumer;

/** One life of the connection to a broker. Thread-safe; nothing here waits for the network. */
public interface Session {
  /**
   * Hands a message over for delivery at least once.
   *
   * @param payload handed over: not to be changed any more; with {@code retained} an empty one
   *     clears what the broker keeps for the topic
   * @param result gets what became of it, on a thread of the session, which must not be held up; it
   *     may publish again
   * @return false, and nothing will happen, while {@link #window} messages wait for their answer or
   *     when the session is over
   * @throws IllegalArgumentException for what is no topic, or has a wildcard
   */
  boolean publish(String topic, byte[] payload, boolean retained, Consumer<PublishResult> result);

  /**
   * Asks for all messages of some topics. The session ends with a reason when the broker refuses
   * one of them. What is published afterwards reaches the broker afterwards.
   *
   * @throws IllegalArgumentException for what is no topic filter
   */
  void subscribe(String... filters);

  /** The most publishes that may wait for their answer at a time. */
  int window();

  /** The broker still knew this client, with its subscriptions and what it had not acknowledged. */
  boolean resumed();

  /**
   * Ends this session without a goodbye, to have what is not acknowledged delivered again; the link
   * goes on with the next one.
   *
   * @param reason for people to read
   */
  void drop(String reason);
}
