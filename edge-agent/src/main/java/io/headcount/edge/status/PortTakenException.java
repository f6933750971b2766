package io.headcount.edge.status;

/** The status page cannot listen where it should. The message names the port and the cure. */
public final class PortTakenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  PortTakenException(String message) {
    super(message);
  }

  PortTakenException(String message, Throwable cause) {
    super(message, cause);
  }
}
