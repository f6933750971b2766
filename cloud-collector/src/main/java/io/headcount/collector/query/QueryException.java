package io.headcount.collector.query;

/** A question that is not answered. The message says why; {@link #cure} what to ask instead. */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why there is no answer. */
  public enum Kind {
    /** What is named does not exist, or may not be seen. */
    UNKNOWN,
    /** The question contradicts itself, or asks for what is not kept. */
    REFUSED,
    /** The answer would be too long. */
    TOO_LONG
  }

  private final Kind kind;
  private final String cure;

  QueryException(Kind kind, String message, String cure) {
    super(message);
    this.kind = kind;
    this.cure = cure;
  }

  public Kind kind() {
    return kind;
  }

  public String cure() {
    return cure;
  }
}
