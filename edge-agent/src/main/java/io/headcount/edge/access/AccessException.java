package io.headcount.edge.access;

/** What the box knows of who may come in cannot be kept. The message names the place and cure. */
public final class AccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AccessException(String message) {
    super(message);
  }

  public AccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
