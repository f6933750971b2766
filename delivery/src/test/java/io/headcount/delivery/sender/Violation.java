package io.headcount.delivery.sender;

/** A promise of the delivery was broken. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Violation(String what) {
    super(what);
  }
}
