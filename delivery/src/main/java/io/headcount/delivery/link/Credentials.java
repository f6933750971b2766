package io.headcount.delivery.link;

/**
 * A name and its password; prints without the password. Immutable.
 *
 * @param user as the broker knows it
 * @param password never empty
 */
public record Credentials(String user, String password) {
  public Credentials {
    if (user.isBlank() || password.isEmpty()) {
      throw new IllegalArgumentException("broker: give both a user and a password, or neither");
    }
  }

  @Override
  public String toString() {
    return user + ":***";
  }
}
