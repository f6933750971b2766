package io.headcount.web.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * What is kept of an {@link AccessToken}: enough to know it again, and no way back to it.
 * Immutable.
 *
 * @param hex its SHA-256 in 64 small hexadecimal digits
 */
public record TokenHash(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public TokenHash {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("the hash of a token has 64 hexadecimal digits");
    }
  }

  /** Whether it is the hash of this token; takes the same time whatever differs. */
  public boolean isOf(AccessToken token) {
    return equals(token.hash());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenHash hash
        && MessageDigest.isEqual(hex.getBytes(US_ASCII), hash.hex.getBytes(US_ASCII));
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }
}
