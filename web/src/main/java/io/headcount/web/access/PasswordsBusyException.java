package io.headcount.web.access;

import java.io.Serial;

/** So many passwords are being checked that one more would not get its turn in time. */
public final class PasswordsBusyException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public PasswordsBusyException(String message) {
    super(message);
  }

  public PasswordsBusyException(String message, Throwable cause) {
    super(message, cause);
  }
}
