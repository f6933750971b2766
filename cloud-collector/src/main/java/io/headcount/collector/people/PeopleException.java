package io.headcount.collector.people;

/** Something about users that is not done. The message says why; {@link #cure} what to do. */
public final class PeopleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why it is not done. */
  public enum Kind {
    /** What is named does not exist, or no longer does. */
    UNKNOWN,
    /** It is not to be as was asked. */
    REFUSED,
    /** Somebody has it already. */
    TAKEN
  }

  private final Kind kind;
  private final String cure;

  private PeopleException(Kind kind, String message, String cure) {
    super(message);
    this.kind = kind;
    this.cure = cure;
  }

  static PeopleException unknown(String what, String cure) {
    return new PeopleException(Kind.UNKNOWN, what, cure);
  }

  static PeopleException refused(String what, String cure) {
    return new PeopleException(Kind.REFUSED, what, cure);
  }

  static PeopleException taken(String what, String cure) {
    return new PeopleException(Kind.TAKEN, what, cure);
  }

  public Kind kind() {
    return kind;
  }

  public String cure() {
    return cure;
  }
}
