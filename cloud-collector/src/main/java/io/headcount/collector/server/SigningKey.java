package io.headcount.collector.server;

import io.headcount.contract.ContractException;
import io.headcount.contract.Signed;
import io.headcount.contract.Signing;
import io.headcount.contract.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/**
 * The key that boxes know their collector by, in one file: the private key and then the public one,
 * each a line of Base64. Immutable.
 */
public final class SigningKey {
  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey secret;
  private final String text;

  private SigningKey(PrivateKey secret, String text) {
    this.secret = secret;
    this.text = text;
  }

  /** Reads the key; makes one where there is none, readable by its owner alone. */
  public static SigningKey open(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      String[] lines = Files.readString(file).strip().split("\n", -1);
      if (lines.length != 2) {
        throw new GeneralSecurityException("it should have two lines");
      }
      PrivateKey secret =
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines[0])));
      String text = lines[1].strip();
      requirePair(secret, text);
      return new SigningKey(secret, text);
    } catch (IOException
        | GeneralSecurityException
        | IllegalArgumentException
        | ContractException e) {
      throw new CollectorException(
          "signing key %s cannot be used (%s): put it back from a backup, or delete it and give all boxes the new one"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Boxes that were given another public key would refuse whatever is signed. */
  private static void requirePair(PrivateKey secret, String text) throws GeneralSecurityException {
    byte[] trial = ALGORITHM.getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(secret);
    signature.update(trial);
    byte[] signed = signature.sign();
    signature.initVerify(Signing.publicKey(text));
    signature.update(trial);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("its two lines do not belong together");
    }
  }

  private static void create(Path file) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    String text =
        Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n"
            + Signing.text(pair.getPublic())
            + "\n";
    Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    Path part = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    // on the disk before it has its name: after a power cut it is whole or not there
    Files.writeString(part, text, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    Files.move(part, file);
  }

  /** The public key, as it goes into a box's configuration. */
  public String publicText() {
    return text;
  }

  Signed sign(Topic topic, long serial, Instant issued, String content) {
    return Signing.sign(topic, serial, issued, content, secret);
  }
}
