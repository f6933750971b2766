package io.headcount.delivery.link;

import org.jspecify.annotations.Nullable;

/** An attempt to connect cannot go on; its message names the place and the cure. */
final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LinkException(String message) {
    super(message);
  }

  LinkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
