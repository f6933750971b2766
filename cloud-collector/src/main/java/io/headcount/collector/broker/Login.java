package io.headcount.collector.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A user name and a password that lives as long as the broker and is written nowhere. Immutable.
 */
public final class Login {
  private static final int BYTES = 32;

  private final String user;
  private final String password;

  private Login(String user, String password) {
    this.user = user;
    this.password = password;
  }

  static Login random(String user) {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Login(user, HexFormat.of().formatHex(bytes));
  }

  public String user() {
    return user;
  }

  /** The password itself, for the one place that must send it. */
  public String reveal() {
    return password;
  }

  boolean opens(char[] tried) {
    return MessageDigest.isEqual(password.getBytes(UTF_8), new String(tried).getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return user + ":***";
  }
}
