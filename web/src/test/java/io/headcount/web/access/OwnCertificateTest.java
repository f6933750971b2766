package io.headcount.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnCertificateTest {
  private static final Set<String> NAMES = Set.of("box", "192.168.1.20", "::1");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
  @TempDir private Path folder;

  @Test
  void isOfTheBoxAndItsNamesAlone() throws Exception {
    X509Certificate made = own().forNames(NAMES).chain().getFirst();
    assertThat(made.getSubjectX500Principal().getName()).contains("CN=store 12");
    assertThat(made.getSubjectAlternativeNames())
        .map(name -> name.get(1).toString())
        .containsExactlyInAnyOrder("box", "192.168.1.20", "0:0:0:0:0:0:0:1");
    assertThat(made.getBasicConstraints()).isEqualTo(-1); // vouches for no other
    assertThat(((ECPublicKey) made.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    made.verify(made.getPublicKey());
    assertThat(Duration.between(now.get(), made.getNotAfter().toInstant()))
        .isBetween(Duration.ofDays(800), Duration.ofDays(825));
  }

  @Test
  void isKeptSoThatItsFingerprintStays() {
    TlsIdentity first = own().forNames(NAMES);
    TlsIdentity again = own().forNames(NAMES);
    assertThat(again.fingerprint())
        .isEqualTo(first.fingerprint())
        .matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(own().forNames(Set.of("box")).fingerprint()).isEqualTo(first.fingerprint());
  }

  @Test
  void onlyItsOwnerReadsTheKey() throws IOException {
    own().forNames(NAMES);
    assertThat(Files.getPosixFilePermissions(folder.resolve("page-key.pem")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("page-key.pem", "page-certificate.pem");
    }
  }

  @Test
  void isRenewedAMonthBeforeItsEnd() {
    TlsIdentity first = own().forNames(NAMES);
    now.set(first.end().minus(Duration.ofDays(31)));
    assertThat(own().forNames(NAMES).fingerprint()).isEqualTo(first.fingerprint());
    now.set(first.end().minus(Duration.ofDays(29)));
    TlsIdentity renewed = own().forNames(NAMES);
    assertThat(renewed.fingerprint()).isNotEqualTo(first.fingerprint());
    assertThat(renewed.end()).isAfter(now.get().plus(Duration.ofDays(800)));
  }

  @Test
  void isMadeAnewForAnotherNameOrWhenDamaged() throws IOException {
    TlsIdentity first = own().forNames(NAMES);
    TlsIdentity moved = own().forNames(Set.of("box", "10.0.0.7"));
    assertThat(moved.fingerprint()).isNotEqualTo(first.fingerprint());
    Files.writeString(folder.resolve("page-key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");
    assertThat(own().forNames(Set.of("box")).fingerprint()).isNotEqualTo(moved.fingerprint());
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    TlsIdentity one = own().forNames(NAMES);
    now.set(one.end());
    TlsIdentity other = own().forNames(NAMES);
    assertThatThrownBy(() -> new TlsIdentity(one.key(), other.chain()))
        .hasMessageContaining("does not belong");
    assertThatThrownBy(() -> new TlsIdentity(one.key(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void filesThatAreNoneSayWhichAndWhatTheyShouldBe() throws IOException {
    own().forNames(NAMES);
    Path chain = folder.resolve("page-certificate.pem");
    Path key = folder.resolve("page-key.pem");
    assertThat(TlsIdentity.read(chain, key).chain()).hasSize(1);
    assertThatThrownBy(() -> TlsIdentity.read(key, key))
        .hasMessageContaining(key.toString())
        .hasMessageContaining("no certificate");
    assertThatThrownBy(() -> TlsIdentity.read(chain, chain))
        .hasMessageContaining(chain.toString())
        .hasMessageContaining("no private key");
    Path none = folder.resolve("none.pem");
    assertThatThrownBy(() -> TlsIdentity.read(none, key)).hasMessageContaining("none.pem");
  }

  /** As {@code openssl ecparam -genkey} and {@code openssl genrsa -traditional} write them. */
  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void olderFormsOfKeysAreReadToo(String kind) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(kind.equals("EC") ? 256 : 2048);
    KeyPair pair = generator.generateKeyPair();
    Path file = folder.resolve("old.pem");
    try (PemWriter writer = new PemWriter(Files.newBufferedWriter(file))) {
      writer.writeObject(new PemObject(kind + " PRIVATE KEY", older(pair.getPrivate())));
    }
    own().forNames(NAMES);
    assertThatThrownBy(() -> TlsIdentity.read(folder.resolve("page-certificate.pem"), file))
        .hasMessageContaining("does not belong"); // so it was read
  }

  private static byte[] older(PrivateKey key) throws IOException {
    return key instanceof ECPrivateKey ec
        ? new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(), X9ObjectIdentifiers.prime256v1)
            .getEncoded()
        : PrivateKeyInfo.getInstance(key.getEncoded())
            .parsePrivateKey()
            .toASN1Primitive()
            .getEncoded();
  }

  private OwnCertificate own() {
    return new OwnCertificate(folder, "store 12", now::get);
  }
}
