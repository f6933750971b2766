package io.headcount.edge.capture;

/** A source could not be opened or read. The message names the place and the cure, no secrets. */
public final class CaptureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, as far as it can be told apart from outside. */
  public enum Reason {
    /** No such file or device. */
    NOT_FOUND,
    /** A file or device that may not be read. */
    NOT_READABLE,
    /** Nothing listens at the address. */
    REFUSED,
    /** The address does not answer, or the name does not resolve. */
    UNREACHABLE,
    /** The server is there and does not know the path. */
    WRONG_PATH,
    /** The server wants other credentials. */
    UNAUTHORIZED,
    /** The stream is there and is not video that can be decoded. */
    UNSUPPORTED,
    /** It opened and then no frame came for too long. */
    STALLED,
    /** It broke off or is damaged. */
    BROKEN,
    /** The reading thread was interrupted. */
    CANCELLED
  }

  private final Reason reason;

  public CaptureException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public CaptureException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
