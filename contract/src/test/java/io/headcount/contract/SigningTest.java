package io.headcount.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningTest {
  /** Ed25519 gives the same signature for the same text, so it can be in a file. */
  static final String SIGNATURE_OF_THE_PING =
      "ADqAJOqLHShZIPnY7w+8rbaXrdPzCE9BVF6Gagk110omG+W6kqk7AQ7Y/VRm1H8dcFm7dlDX1k6Fea9dXLRgAg==";

  // from RFC 8032, 7.1, test 1: known to everybody
  private static final String SECRET =
      "302e020100300506032b657004220420"
          + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
  private static final String KNOWN =
      "302a300506032b6570032100"
          + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  private static final Topic TOPIC =
      new Topic(new DeviceAddress("acme", "berlin-1", "box-7"), Leaf.CMD);
  private static final Instant AT = Instant.parse("2026-03-01T09:15:00Z");

  @Test
  void theGoldenSignatureIsRight() throws GeneralSecurityException {
    Signed golden = new JsonCodec().read(Golden.resource("/golden/signed.v1.json"), Signed.class);

    Signed made = Signing.sign(TOPIC, golden.serial(), golden.issued(), golden.text(), secret());

    assertThat(made).isEqualTo(golden);
    assertThat(Signing.verified(golden, TOPIC, known())).isTrue();
    assertThat(new JsonCodec().read(golden.text(), Command.class)).isInstanceOf(Command.Ping.class);
  }

  @Test
  void nothingMayBeChanged() throws GeneralSecurityException {
    Signed signed = Signing.sign(TOPIC, 5, AT, "text", secret());
    String signature = signed.signature();

    assertThat(Signing.verified(signed, TOPIC, known())).isTrue();
    assertThat(Signing.verified(new Signed(1, 6, AT, "text", signature), TOPIC, known())).isFalse();
    assertThat(Signing.verified(new Signed(1, 5, AT, "Text", signature), TOPIC, known())).isFalse();
    assertThat(
            Signing.verified(new Signed(1, 5, AT.plusMillis(1), "text", signature), TOPIC, known()))
        .isFalse();
    assertThat(Signing.verified(new Signed(1, 5, AT, "text", "rubbish"), TOPIC, known())).isFalse();
    for (Topic other :
        new Topic[] {
          new Topic(TOPIC.device(), Leaf.CONFIG_DESIRED),
          new Topic(new DeviceAddress("acme", "berlin-1", "box-8"), Leaf.CMD)
        }) {
      assertThat(Signing.verified(signed, other, known())).isFalse();
    }
  }

  @Test
  void aTextIsNotShown() throws GeneralSecurityException {
    assertThat(Signing.sign(TOPIC, 5, AT, "password: x", secret()).toString())
        .doesNotContain("password");
  }

  @Test
  void keysAreReadAsTheyAreShown() throws GeneralSecurityException {
    assertThat(Signing.publicKey(" " + Signing.text(known()) + "\n")).isEqualTo(known());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rubbish!", "AAAA"})
  void whatIsNoKeyIsRefused(String text) {
    assertThatThrownBy(() -> Signing.publicKey(text))
        .isInstanceOf(ContractException.class)
        .hasMessageContaining("headcount-collector");
  }

  private static PrivateKey secret() throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(new PKCS8EncodedKeySpec(HexFormat.of().parseHex(SECRET)));
  }

  private static PublicKey known() {
    return Signing.publicKey(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(KNOWN)));
  }
}
