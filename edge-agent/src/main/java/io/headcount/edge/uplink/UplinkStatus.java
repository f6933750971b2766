package io.headcount.edge.uplink;

import io.headcount.delivery.link.LinkStatus;
import io.headcount.delivery.sender.SenderStatus;

/** How the way to the collector stands. Immutable. */
public record UplinkStatus(LinkStatus link, SenderStatus sender) {
  /** Records that the collector lacks. */
  public long backlog() {
    return sender.streams().stream().mapToLong(SenderStatus.Stream::backlog).sum();
  }
}
