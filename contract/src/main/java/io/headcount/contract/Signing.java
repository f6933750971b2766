package io.headcount.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/** Signs and checks what a collector tells a device. Stateless. */
public final class Signing {
  private static final String ALGORITHM = "Ed25519";

  private Signing() {}

  /**
   * Signs a text for one topic.
   *
   * @param key an Ed25519 private key
   */
  public static Signed sign(Topic topic, long serial, Instant issued, String text, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(content(topic, serial, issued, text));
      return new Signed(
          Signed.VERSION,
          serial,
          issued,
          text,
          Base64.getEncoder().encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new ContractException("the text cannot be signed: use an Ed25519 key", e);
    }
  }

  /** Whether this was signed for this topic by the owner of the key. */
  public static boolean verified(Signed signed, Topic topic, PublicKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(content(topic, signed.serial(), signed.issued(), signed.text()));
      return signature.verify(Base64.getDecoder().decode(signed.signature()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // a mangled signature is a wrong one
    }
  }

  /**
   * Reads a public key as collectors show it: X.509 in Base64.
   *
   * @throws ContractException when it is none
   */
  public static PublicKey publicKey(String base64) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64.strip())));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ContractException(
          "not an Ed25519 public key in Base64: copy it from 'headcount-collector doctor'", e);
    }
  }

  /** The public key as text. */
  public static String text(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  private static byte[] content(Topic topic, long serial, Instant issued, String text) {
    return (topic + "\n" + serial + "\n" + issued + "\n" + text).getBytes(UTF_8);
  }
}
