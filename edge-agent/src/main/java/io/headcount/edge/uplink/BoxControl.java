package io.headcount.edge.uplink;

import io.headcount.contract.ReportedConfig;
import java.time.InstantSource;
import java.util.List;

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

  /** A box that keeps the configuration it was started with. */
  static BoxControl fixed(InstantSource clock) {
    ReportedConfig local =
        new ReportedConfig(
            ReportedConfig.VERSION,
            clock.instant(),
            0,
            ReportedConfig.State.LOCAL,
            ReportedConfig.NO_REVISION,
            List.of());
    return new BoxControl() {
      @Override
      public void desire(long serial, String text) {}

      @Override
      public void reject(long serial, String reason) {}

      @Override
      public ReportedConfig reported() {
        return local;
      }

      @Override
      public void restart() {
        throw new UnsupportedOperationException("this run is for show: start it by hand");
      }
    };
  }
}
