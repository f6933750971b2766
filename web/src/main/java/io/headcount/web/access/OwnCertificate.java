package io.headcount.web.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate that the machine makes for itself, in two PEM files of a folder. Confined to one
 * thread. Browsers warn of it once; people compare its fingerprint then.
 */
public final class OwnCertificate {
  /** As long as browsers take from anybody. */
  private static final Duration VALID = Duration.ofDays(825);

  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

  /** Clocks of other machines may be behind. */
  private static final Duration BACKDATED = Duration.ofDays(1);

  private static final int SERIAL_BITS = 127;

  private final Path certificate;
  private final Path key;
  private final String owner;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param folder where {@code page-certificate.pem} and {@code page-key.pem} are kept; it exists
   * @param owner whose certificate it says it is, such as the box's name
   */
  public OwnCertificate(Path folder, String owner, InstantSource clock) {
    this.certificate = folder.resolve("page-certificate.pem");
    this.key = folder.resolve("page-key.pem");
    this.owner = owner;
    this.clock = clock;
  }

  /**
   * The one that is kept, or a new one when there is none, it ends within 30 days, or it is not of
   * all these names. Damaged files are replaced.
   *
   * @param names host names and IP addresses under which the machine is reached
   * @throws UncheckedIOException when it cannot be kept
   */
  public TlsIdentity forNames(Set<String> names) {
    Optional<TlsIdentity> kept =
        kept().filter(this::lasts).filter(it -> names(it).containsAll(canonical(names)));
    if (kept.isPresent()) {
      return kept.get();
    }
    TlsIdentity made = make(names);
    try {
      PrivateFile.write(key, made.keyPem());
      PrivateFile.writeOpen(certificate, made.chainPem());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the page's certificate at " + certificate, e);
    }
    return made;
  }

  /** The one that is kept; empty when there is none or it is damaged. */
  public Optional<TlsIdentity> kept() {
    if (!Files.exists(certificate) || !Files.exists(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(TlsIdentity.read(certificate, key));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // nothing is lost but that people compare the fingerprint again
    }
  }

  private boolean lasts(TlsIdentity identity) {
    Instant now = clock.instant();
    return identity.end().minus(RENEWED_BEFORE_END).isAfter(now)
        && !identity.chain().getFirst().getNotBefore().toInstant().isAfter(now);
  }

  private static Set<String> names(TlsIdentity identity) {
    Set<String> names = new TreeSet<>();
    try {
      var alternatives = identity.chain().getFirst().getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          names.add(alternative.get(1).toString());
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the certificate's names cannot be read", e);
    }
    return canonical(names);
  }

  /** One way of writing each address. */
  private static Set<String> canonical(Set<String> names) {
    Set<String> canonical = new TreeSet<>();
    for (String name : names) {
      canonical.add(HostName.isAddress(name) ? InetAddress.ofLiteral(name).getHostAddress() : name);
    }
    return canonical;
  }

  private TlsIdentity make(Set<String> names) {
    Instant now = clock.instant();
    X500Name subject =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, "Headcount")
            .addRDN(BCStyle.CN, owner)
            .build();
    GeneralName[] alternatives =
        canonical(names).stream()
            .map(
                name ->
                    new GeneralName(
                        HostName.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName,
                        name))
            .toArray(GeneralName[]::new);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      X509CertificateHolder holder =
          new JcaX509v3CertificateBuilder(
                  subject,
                  new BigInteger(SERIAL_BITS, random),
                  Date.from(now.minus(BACKDATED)),
                  Date.from(now.minus(BACKDATED).plus(VALID)),
                  subject,
                  pair.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
              .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives))
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
      X509Certificate made = new JcaX509CertificateConverter().getCertificate(holder);
      return new TlsIdentity(pair.getPrivate(), List.of(made));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("this Java cannot make a certificate for P-256", e);
    }
  }
}
