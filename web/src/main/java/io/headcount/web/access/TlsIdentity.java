package io.headcount.web.access;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * A key and the certificates that vouch for it, the server's own first. Immutable.
 *
 * @param chain at least the server's own; the key belongs to it
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
  private static final byte[] PROBE = {1, 2, 3};

  public TlsIdentity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a server needs a certificate");
    }
    if (!belongs(key, chain.getFirst().getPublicKey())) {
      throw new IllegalArgumentException("the key does not belong to the first certificate");
    }
  }

  /**
   * Reads PEM files: the certificates in order, the server's own first, and its key without a
   * passphrase (PKCS #8 or the older forms).
   *
   * @throws IllegalArgumentException when they are no such files or do not belong together
   */
  public static TlsIdentity read(Path chain, Path key) {
    PrivateKey privateKey = privateKey(key);
    List<X509Certificate> certificates = certificates(chain);
    try {
      return new TlsIdentity(privateKey, certificates);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s and %s: %s".formatted(chain, key, e.getMessage()), e);
    }
  }

  /** SHA-256 of the server's own certificate, as browsers show it: {@code AB:CD:…}. */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate has no fingerprint", e);
    }
  }

  /** When the server's own certificate ends. */
  public Instant end() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  String chainPem() {
    return pem(chain.toArray());
  }

  String keyPem() {
    return pem(new PemObject("PRIVATE KEY", key.getEncoded()));
  }

  private static String pem(Object... parts) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object part : parts) {
        writer.writeObject(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return text.toString();
  }

  private static boolean belongs(PrivateKey key, PublicKey to) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(PROBE);
      byte[] signed = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(to);
      verifier.update(PROBE);
      return verifier.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // of another kind
    }
  }

  private static PrivateKey privateKey(Path file) {
    for (Object part : parts(file)) {
      if (part instanceof PrivateKeyInfo info) {
        return privateKey(file, info);
      }
      if (part instanceof PEMKeyPair pair) {
        return privateKey(file, pair.getPrivateKeyInfo());
      }
    }
    throw new IllegalArgumentException(
        "%s holds no private key: give a PEM file, the key without a passphrase".formatted(file));
  }

  private static PrivateKey privateKey(Path file, PrivateKeyInfo info) {
    try {
      return KeyFactory.getInstance(algorithm(info.getPrivateKeyAlgorithm().getAlgorithm()))
          .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("%s holds a key of no known kind".formatted(file), e);
    }
  }

  private static String algorithm(ASN1ObjectIdentifier id) {
    if (id.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return "EC";
    }
    return id.equals(PKCSObjectIdentifiers.rsaEncryption) ? "RSA" : id.getId();
  }

  private static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Object part : parts(file)) {
      if (part instanceof X509CertificateHolder holder) {
        try {
          certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
        } catch (GeneralSecurityException e) {
          throw new IllegalArgumentException("%s holds a broken certificate".formatted(file), e);
        }
      }
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(
          "%s holds no certificate: give a PEM file, the server's own certificate first"
              .formatted(file));
    }
    return certificates;
  }

  private static List<Object> parts(Path file) {
    List<Object> parts = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        parts.add(part);
      }
      return parts;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be read as PEM (%s)".formatted(file, e.getMessage()), e);
    }
  }
}
