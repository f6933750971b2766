package io.headcount.collector.api;

import io.helidon.http.Status;

/** An answer that is not a success: what is wrong, and what to do. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;
  private final String code;
  private final String cure;

  ApiError(Status status, String code, String message, String cure) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.cure = cure;
  }

  static ApiError parameter(String name, String message, String cure) {
    return new ApiError(
        Status.BAD_REQUEST_400, "parameter", "parameter '%s' %s".formatted(name, message), cure);
  }

  static ApiError unknown(String what, String list) {
    return new ApiError(
        Status.NOT_FOUND_404,
        "unknown",
        what + " is not known",
        "see " + list + " for those there are");
  }

  Status status() {
    return status;
  }

  Body body() {
    return new Body(new Text(code, String.valueOf(getMessage()), cure));
  }

  /** As it is sent. */
  record Body(Text error) {}

  /** What is wrong. */
  record Text(String code, String message, String cure) {}
}
