package io.headcount.collector.server;

/** The collector could not start. The message names the place and the cure. */
public final class CollectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CollectorException(String message, Throwable cause) {
    super(message, cause);
  }
}
