package io.headcount.web.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret of 256 random bits: who has it is let in. Immutable. For sessions, invitations, links
 * that work once, and programs; only its {@link #hash} is kept.
 */
public final class AccessToken {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final String HMAC = "HmacSHA256";

  private final String text;

  private AccessToken(String text) {
    this.text = text;
  }

  /** A new one. */
  public static AccessToken draw(SecureRandom random) {
    byte[] drawn = new byte[BYTES];
    random.nextBytes(drawn);
    return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(drawn));
  }

  /** The one with this text; empty when no token can have it. */
  public static Optional<AccessToken> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new AccessToken(text)) : Optional.empty();
  }

  /** The text itself, 43 letters, digits, {@code -} and {@code _}: for its owner alone. */
  public String reveal() {
    return text;
  }

  /** What is kept of it. */
  public TokenHash hash() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
      return new TokenHash(HexFormat.of().formatHex(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Another secret that follows from this one, and tells nothing of it; 43 characters. */
  String derive(String purpose) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(text.getBytes(US_ASCII), HMAC));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(purpose.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccessToken token
        && MessageDigest.isEqual(text.getBytes(US_ASCII), token.text.getBytes(US_ASCII));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
