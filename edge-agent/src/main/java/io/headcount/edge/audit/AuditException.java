package io.headcount.edge.audit;

/** An audit cannot be made or go on. The message names the place and the cure. */
public final class AuditException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public AuditException(String message) {
    super(message);
  }

  public AuditException(String message, Throwable cause) {
    super(message, cause);
  }
}
