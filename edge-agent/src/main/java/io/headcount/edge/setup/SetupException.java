package io.headcount.edge.setup;

/** What was set up cannot be kept; the message names the place and the cure. */
public final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
