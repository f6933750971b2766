package io.headcount.collector.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubnetTest {
  @ParameterizedTest
  @CsvSource({
    "10.20.0.0/16,     10.20.255.255,       true",
    "10.20.0.0/16,     10.21.0.0,           false",
    "10.20.0.0/15,     10.21.0.0,           true",
    "192.0.2.7,        192.0.2.7,           true",
    "192.0.2.7,        192.0.2.8,           false",
    "0.0.0.0/0,        203.0.113.9,         true",
    "0.0.0.0/0,        ::1,                 false",
    "2001:db8::/33,    2001:db8:7fff::1,    true",
    "2001:db8::/33,    2001:db8:8000::1,    false",
    "::1,              ::1,                 true",
    "10.0.0.0/8,       ::ffff:10.1.2.3,     true",
  })
  void holdsWhatBeginsAlike(String subnet, String address, boolean holds) {
    assertThat(Subnet.parse(subnet).orElseThrow().holds(InetAddress.ofLiteral(address)))
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/8/8",
        "a",
        "example.org",
        "2001:db8::/129",
        "2001:db8::1/64",
        "10.0.0.0/08x"
      })
  void whatIsNoneIsNotTaken(String text) {
    assertThat(Subnet.parse(text)).isEmpty();
  }

  @Test
  void isWrittenAsItIsRead() {
    assertThat(Subnet.parse("10.20.0.0/16").orElseThrow()).hasToString("10.20.0.0/16");
    assertThat(Subnet.parse("192.0.2.7/32").orElseThrow()).hasToString("192.0.2.7");
  }
}
