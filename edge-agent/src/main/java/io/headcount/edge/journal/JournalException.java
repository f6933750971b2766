package io.headcount.edge.journal;

/** The journal cannot be opened, written or read; the message names the place and the cure. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalException(String message) {
    super(message);
  }

  JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
