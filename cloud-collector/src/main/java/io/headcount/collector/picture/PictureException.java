package io.headcount.collector.picture;

/** A picture that is not taken. The message says why; {@link #cure} what to do. */
public final class PictureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String cure;

  PictureException(String message, String cure) {
    super(message);
    this.cure = cure;
  }

  public String cure() {
    return cure;
  }
}
