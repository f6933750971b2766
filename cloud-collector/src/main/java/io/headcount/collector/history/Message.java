package io.headcount.collector.history;

import io.headcount.contract.Batch;
import io.headcount.contract.Birth;
import io.headcount.contract.Death;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Health;
import io.headcount.contract.Reply;
import io.headcount.contract.ReportedConfig;
import java.util.List;

/** What a device said, understood. */
sealed interface Message {
  Received source();

  default DeviceAddress device() {
    return source().topic().device();
  }

  default long at() {
    return source().at().toEpochMilli();
  }

  /** Records. Immutable. */
  record Data(Received source, Batch batch, List<Item> items) implements Message {
    public Data {
      items = List.copyOf(items);
    }
  }

  /** A device came. Immutable. */
  record Born(Received source, Birth birth) implements Message {}

  /** A device went. Immutable. */
  record Died(Received source, Death death) implements Message {}

  /** How a device does. Immutable. */
  record Healthy(Received source, Health health) implements Message {}

  /** What a device runs. Immutable. */
  record Configured(Received source, ReportedConfig config) implements Message {}

  /** An answer to a command. Immutable. */
  record Replied(Received source, Reply reply) implements Message {}

  /** Nothing that can be understood. Immutable. */
  record Unreadable(Received source, String reason) implements Message {}
}
