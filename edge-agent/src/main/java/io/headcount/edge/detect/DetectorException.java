package io.headcount.edge.detect;

/** A model cannot be run as asked. The message names the place and the cure. */
public final class DetectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DetectorException(String message) {
    super(message);
  }

  public DetectorException(String message, Throwable cause) {
    super(message, cause);
  }
}
