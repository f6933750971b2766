package io.headcount.edge.agent;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was started, to be stopped in reverse. Confined to the thread that starts and stops the
 * agent. One part that fails to stop does not keep the others from it.
 */
final class Shutdown implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Shutdown.class.getName());

  // as many as there are parts
  private final Deque<Part> parts = new ArrayDeque<>();

  private record Part(String name, Closing closing) {}

  /** Stops one part. */
  interface Closing {
    void close();
  }

  /** The part is stopped before all that were added earlier. */
  void add(String name, Closing closing) {
    parts.push(new Part(name, closing));
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closing().close();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, part.name() + " did not stop well", e);
      }
    }
  }
}
