package io.headcount.delivery.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "mqtt://shop.example, shop.example, 1883, false",
    "mqtts://shop.example, shop.example, 8883, true",
    "MQTTS://shop.example:99, shop.example, 99, true",
    "mqtt://[::1]:99, ::1, 99, false",
  })
  void theAddressSaysHostPortAndTls(URI broker, String host, int port, boolean secured) {
    LinkOptions options = LinkOptions.to(broker, "box");
    assertThat(options.host()).isEqualTo(host);
    assertThat(options.port()).isEqualTo(port);
    assertThat(options.secured()).isEqualTo(secured);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://host, mqtts://host:port",
    "host:1883, mqtts://host:port",
    "mqtt:///path, mqtts://host:port",
    "mqtt://host/path, mqtts://host:port",
    "mqtt://me:secret@host, take them out",
  })
  void otherAddressesAreRefusedWithTheCure(URI broker, String cure) {
    assertThatThrownBy(() -> LinkOptions.to(broker, "box"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(cure)
        .hasMessageNotContaining("secret");
  }

  @Test
  void certificatesNeedTls() {
    TlsFiles files = new TlsFiles(Optional.of(Path.of("ca.pem")), Optional.empty());
    LinkOptions options = LinkOptions.to(URI.create("mqtt://host"), "box");
    assertThatThrownBy(() -> options.withTls(Optional.of(files))).hasMessageContaining("mqtts://");
  }

  @Test
  void thePasswordIsNotPrinted() {
    LinkOptions options =
        LinkOptions.to(URI.create("mqtt://host"), "box")
            .withCredentials(Optional.of(new Credentials("me", "secret")));
    assertThat(options.toString()).contains("me:***").doesNotContain("secret");
  }
}
