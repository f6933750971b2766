package io.headcount.edge.model;

import java.util.List;

/** A model or catalogue cannot be used. The message names the place and the cure. */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }

  /** One message of several problems, each on a line of its own. */
  static ModelException of(List<String> problems) {
    return new ModelException(String.join(System.lineSeparator(), problems));
  }
}
