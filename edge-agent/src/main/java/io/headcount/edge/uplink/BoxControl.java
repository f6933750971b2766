package io.headcount.edge.uplink;

import io.headcount.contract.ReportedConfig;

/** What a collector can have a box do. Thread-safe. */
public interface BoxControl {
  /**
   * Checks a configuration and, when it is good, has it tried; {@link #reported} then says so.
   *
   * @param serial of the signed message it came in
   */
  void desire(long serial, String text);

  /** Notes that a configuration cannot be trusted. */
  void reject(long serial, String reason);

  /** What became of the last configuration that was desired. */
  ReportedConfig reported();

  /** Starts the agent anew, shortly. */
  void restart();
}
