package io.headcount.collector.history;

import io.headcount.contract.Ack;
import io.headcount.contract.DeviceAddress;
import java.time.Instant;
import java.util.List;

/**
 * What is stored of a device for good. Immutable.
 *
 * @param birth number of the last birth heard, 0 before the first
 * @param streams those of the epoch that the device is in, and of others that just sent something
 */
public record Standing(
    DeviceAddress device, boolean simulated, long birth, List<Ack.Stream> streams) {
  public Standing {
    streams = List.copyOf(streams);
  }

  /** The acknowledgement to publish. */
  public Ack ack(String generation, Instant at, int credit) {
    return new Ack(Ack.VERSION, generation, at, birth, streams, credit);
  }
}
