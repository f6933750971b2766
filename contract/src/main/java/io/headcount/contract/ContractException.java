package io.headcount.contract;

/** Something is not as the contract says; the message names what. */
public final class ContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ContractException(String message) {
    super(message);
  }

  ContractException(String message, Throwable cause) {
    super(message, cause);
  }
}
