package io.headcount.delivery.link;

import java.time.Duration;

/**
 * What the broker publishes for a session that ends without a goodbye, at least once.
 *
 * @param payload handed over: not to be changed any more
 * @param retained kept for those who subscribe later
 * @param delay whole seconds; a session of the same client that begins earlier cancels it
 */
@SuppressWarnings("ArrayRecordComponent") // handed through to the broker, never compared
public record Will(String topic, byte[] payload, boolean retained, Duration delay) {
  public Will {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a will cannot come before the end");
    }
  }
}
