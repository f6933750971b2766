package io.headcount.edge.config;

import java.util.regex.Pattern;

/** Blackens what looks like a password in a line of a file, wherever somebody wrote it. */
final class Mask {
  private static final String SECRET_WORD =
      "(?:password|passwort|passwd|passphrase|pwd|secret|token)";

  /** A login in an address: up to the last @ of the word, for a password may hold one. */
  private static final Pattern LOGIN = Pattern.compile("://[^\\s\"']*@");

  /** A parameter of an address, such as {@code &password=…}. */
  private static final Pattern PARAMETER =
      Pattern.compile("(?i)(\\w*" + SECRET_WORD + "\\w*=)[^&\\s\"',}\\]]+");

  /** The value of a key that names a secret; unquoted, it goes on to the end of the line. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?i)(\\w*"
              + SECRET_WORD
              + "[\"']?\\s*:\\s*)(?:\"(?:[^\"\\\\]|\\\\.)*+\"|'[^']*+'|[^\\s].*)");

  private Mask() {}

  /** The same text with every secret as {@code ***}. */
  static String secrets(String text) {
    String masked = LOGIN.matcher(text).replaceAll("://***@");
    masked = PARAMETER.matcher(masked).replaceAll("$1***");
    return ENTRY.matcher(masked).replaceAll("$1***");
  }

  /** Whether a key asks for a secret itself; {@code password_file} does not. */
  static boolean namesSecret(String key) {
    return Pattern.compile("(?i).*" + SECRET_WORD).matcher(key).matches();
  }

  /** Whether an address carries a password among its parameters. */
  static boolean hasSecretParameter(String address) {
    return PARAMETER.matcher(address).find();
  }
}
