package io.headcount.collector.history;

import io.headcount.contract.Topic;
import java.time.Instant;

/** A message of a device, as it came. Immutable: whoever makes one gives its bytes away. */
public final class Received {
  private final Topic topic;
  private final byte[] payload;
  private final Instant at;

  /** Takes over {@code payload}; the caller must not write to it any more. */
  public Received(Topic topic, byte[] payload, Instant at) {
    this.topic = topic;
    this.payload = payload;
    this.at = at;
  }

  public Topic topic() {
    return topic;
  }

  /** The bytes themselves, not a copy, to be read only. */
  byte[] payload() {
    return payload;
  }

  public Instant at() {
    return at;
  }
}
