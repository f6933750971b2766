package io.headcount.collector.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Leaf;
import io.headcount.contract.Signed;
import io.headcount.contract.Signing;
import io.headcount.contract.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SigningKeyTest {
  private static final Topic TOPIC = new Topic(DeviceAddress.parse("acme/berlin/box"), Leaf.CMD);

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void file() {
    file = folder.resolve("data/signing.key");
  }

  @Test
  void isMadeOnceForItsOwnerAlone() throws IOException {
    SigningKey made = SigningKey.open(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder.resolve("data"))) {
      assertThat(files).containsExactly(file);
    }
    assertThat(SigningKey.open(file).publicText()).isEqualTo(made.publicText());
  }

  @Test
  void whatWasCutOffWhileItWasMadeIsNoKey() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/signing.key.new"), "half");
    assertThat(SigningKey.open(file).publicText()).isNotEmpty();
  }

  @Test
  void signsForWhoeverHasItsPublicText() {
    SigningKey key = SigningKey.open(file);
    Signed signed = SigningKey.open(file).sign(TOPIC, 1, Instant.EPOCH, "text");
    assertThat(Signing.verified(signed, TOPIC, Signing.publicKey(key.publicText()))).isTrue();
    SigningKey other = SigningKey.open(folder.resolve("other.key"));
    assertThat(Signing.verified(signed, TOPIC, Signing.publicKey(other.publicText()))).isFalse();
  }

  @Test
  void aDamagedOneIsNotUsedAndNotShown() throws IOException {
    SigningKey.open(file);
    String secret = Files.readAllLines(file).getFirst();
    String shown = Files.readAllLines(file).getLast();
    String stranger = SigningKey.open(folder.resolve("other.key")).publicText();
    for (String damaged :
        List.of(
            "",
            secret,
            secret + "\n" + shown.substring(8),
            secret + "\n" + stranger,
            secret.substring(4) + "\n" + shown,
            "no Base64 \u0000\n" + shown,
            secret + "\n" + shown + "\n" + shown)) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> SigningKey.open(file))
          .as(damaged)
          .isInstanceOf(CollectorException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("put it back from a backup")
          .hasMessageNotContaining(secret.substring(4, 20));
      assertThat(Files.readString(file)).isEqualTo(damaged);
    }
  }
}
