package io.headcount.collector.history;

/** The database refuses something; the message names the place and the cure. */
public final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  HistoryException(String message) {
    super(message);
    this.retryable = false;
  }

  HistoryException(String message, boolean retryable, Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** Whether the same call may succeed later: nothing of it was stored, nothing else was lost. */
  public boolean retryable() {
    return retryable;
  }
}
