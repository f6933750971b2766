package io.headcount.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StrictHeadersTest {
  @Test
  void nothingInlineNothingFromElsewhereNoFrames() {
    assertThat(StrictHeaders.plain().all().get("Content-Security-Policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "*", "http", "data:");
  }

  @Test
  void onlyWithTlsBrowsersAreHeldToIt() {
    assertThat(StrictHeaders.plain().all()).doesNotContainKey("Strict-Transport-Security");
    assertThat(StrictHeaders.withTls().all())
        .containsEntry("Strict-Transport-Security", "max-age=31536000")
        .containsAllEntriesOf(StrictHeaders.plain().all());
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8080, localhost",
    "BOX, box",
    "192.168.1.20:443, 192.168.1.20",
    "[::1]:8080, ::1",
    "[2001:db8::1], 2001:db8::1",
    "'', ''",
    "box:, box"
  })
  void aHostHeaderNamesAHost(String header, String host) {
    assertThat(HostName.of(header)).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.20, true",
    "::1, true",
    "2001:db8::1, true",
    "box, false",
    "192.168.1.20.evil.example, false",
    "1e1, false",
    "'', false",
    "[::1], false"
  })
  void anAddressIsNoName(String text, boolean address) {
    assertThat(HostName.isAddress(text)).isEqualTo(address);
  }

  @Test
  void thisMachineIsReachedByLoopback() {
    assertThat(HostName.ofThisMachine()).containsAll(Set.of("localhost", "127.0.0.1", "::1"));
  }
}
