package io.headcount.collector.history;

import io.headcount.contract.Birth;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Death;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Health;
import io.headcount.contract.LineCrossed;
import io.headcount.contract.Reply;
import io.headcount.contract.ReportedConfig;
import io.headcount.contract.ZoneVisited;
import java.time.Instant;

/** Something that was not known before; what a live view shows. */
public sealed interface News {
  DeviceAddress device();

  /**
   * A window was stored. Immutable.
   *
   * @param start its true time, which a clock fix may have moved
   * @param minutes how many it spans
   */
  record Counted(DeviceAddress device, Instant start, int minutes, CountWindow window)
      implements News {}

  /** Somebody passed a line. Immutable. */
  record Crossed(DeviceAddress device, LineCrossed crossing) implements News {}

  /** Somebody was in a zone. Immutable. */
  record Visited(DeviceAddress device, ZoneVisited visit) implements News {}

  /** A device is connected; it waits for its acknowledgement and configuration. Immutable. */
  record Came(DeviceAddress device, Birth birth) implements News {}

  /** A device is not connected any more. Immutable. */
  record Left(DeviceAddress device, Death death) implements News {}

  /** A device said how it does. Immutable. */
  record Felt(DeviceAddress device, Health health) implements News {}

  /** A device said what configuration it runs. Immutable. */
  record Configured(DeviceAddress device, ReportedConfig config) implements News {}

  /** A device answered a command. Immutable. */
  record Replied(DeviceAddress device, Reply reply) implements News {}
}
