package io.headcount.edge.agent;

import io.headcount.edge.uplink.BoxUplink;
import io.headcount.edge.uplink.UplinkStatus;
import java.util.function.Supplier;

/**
 * The way to the collector, which is begun anew when the box has other cameras, lines or zones: its
 * birth tells of them. Begun and closed by the thread that starts the agent; all else is
 * thread-safe.
 */
final class Uplinks {
  private final Supplier<BoxUplink> starter;
  private volatile BoxUplink running;

  private Uplinks(Supplier<BoxUplink> starter) {
    this.starter = starter;
    this.running = starter.get();
  }

  static Uplinks start(Supplier<BoxUplink> starter) {
    return new Uplinks(starter);
  }

  void anew() {
    running.close();
    running = starter.get();
  }

  void counted() {
    running.counted();
  }

  void configured() {
    running.configured();
  }

  UplinkStatus status() {
    return running.status();
  }

  void close() {
    running.close();
  }
}
