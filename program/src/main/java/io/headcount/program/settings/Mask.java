package io.headcount.program.settings;

import java.util.regex.Pattern;

/** Blackens what looks like a password in a line of a file, wherever somebody wrote it. */
public final class Mask {
  private static final String SECRET_WORD =
      "(?:password|passwort|passwd|passphrase|pwd|secret|token)";

  // every repetition is bounded, so that a file of one endless word takes no endless time

  /** A login in an address: up to the last @ of the word, for a password may hold one. */
  private static final Pattern LOGIN = Pattern.compile("://[^\\s\"']{0,2000}@");

  /** A parameter of an address, such as {@code &password=…}. */
  private static final Pattern PARAMETER =
      Pattern.compile("(?i)(" + SECRET_WORD + "\\w{0,32}=)[^&\\s\"',}\\]]+");

  /** The value of a key that names a secret, and all that follows it on the line. */
  private static final Pattern ENTRY =
      Pattern.compile("(?i)(" + SECRET_WORD + "[\"']?\\s{0,8}:\\s{0,99})\\S.*");

  private static final Pattern SECRET_KEY = Pattern.compile("(?i).*" + SECRET_WORD);

  private Mask() {}

  /** The same text with every secret as {@code ***}. */
  public static String secrets(String text) {
    int end = text.lastIndexOf('@') + 1;
    String masked =
        LOGIN.matcher(text.substring(0, end)).replaceAll("://***@") + text.substring(end);
    masked = PARAMETER.matcher(masked).replaceAll("$1***");
    return ENTRY.matcher(masked).replaceAll("$1***");
  }

  /** Whether a key asks for a secret itself; {@code password_file} does not. */
  static boolean namesSecret(String key) {
    return SECRET_KEY.matcher(key).matches();
  }

  /** Whether an address carries a password among its parameters. */
  public static boolean hasSecretParameter(String address) {
    return PARAMETER.matcher(address).find();
  }
}
