package io.headcount.edge.desired;

/** What the collector wants cannot be kept; the message names the place and the cure. */
public final class DesiredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DesiredException(String message, Throwable cause) {
    super(message, cause);
  }
}
