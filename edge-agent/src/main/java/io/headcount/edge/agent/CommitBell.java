package io.headcount.edge.agent;

/** Wakes the uplink when counts were stored; it starts after counting does. Thread-safe. */
final class CommitBell {
  private volatile Runnable listener = () -> {};

  void wakes(Runnable other) {
    listener = other;
  }

  void ring() {
    listener.run();
  }
}
