package io.headcount.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.people.Subnet;
import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let to the door, and whom a proxy may speak for. */
final class DoorTest {
  private static List<Subnet> subnets(String list) {
    return Stream.of(list.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> Subnet.parse(word).orElseThrow())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | ''               | ''         | 192.0.2.1  | ''                    | 192.0.2.1
          true  | ''               | ''         | 192.0.2.1  | 10.0.0.1              | 192.0.2.1
          true  | ''               | 10.0.0.0/8 | 192.0.2.1  | 10.0.0.1              | none
          true  | ''               | 10.0.0.0/8 | 10.9.9.9   | ''                    | 10.9.9.9
          false | 10.0.0.1         | ''         | 10.0.0.1   | 192.0.2.1             | 192.0.2.1
          false | 10.0.0.1         | ''         | 10.0.0.1   | 6.6.6.6, 192.0.2.1    | 192.0.2.1
          false | 10.0.0.1 10.0.0.2| ''         | 10.0.0.1   | 192.0.2.1, 10.0.0.2   | 192.0.2.1
          false | 10.0.0.1         | ''         | 10.0.0.1   | ''                    | 10.0.0.1
          false | 10.0.0.1         | ''         | 10.0.0.1   | 6.6.6.6, unknown      | 10.0.0.1
          false | 10.0.0.1         | ''         | 192.0.2.1  | 10.0.0.1              | none
          false | 10.0.0.1         | ''         | 127.0.0.1  | 6.6.6.6               | 127.0.0.1
          true  | 10.0.0.1         | ''         | 192.0.2.1  | 6.6.6.6               | 192.0.2.1
          false | 10.0.0.1         | 172.16.0.0/12 | 10.0.0.1 | 172.16.0.5           | 172.16.0.5
          false | 10.0.0.1         | 172.16.0.0/12 | 10.0.0.1 | 172.16.0.5, 192.0.2.1 | none
          """)
  void whoAsksIsWhoTheLastTrustedProxySays(
      boolean tls, String proxies, String allow, String peer, String forwarded, String client) {
    WritableHeaders<?> headers = WritableHeaders.create();
    if (!forwarded.isEmpty()) {
      headers.set(HeaderNames.create("X-Forwarded-For"), forwarded);
    }
    Door door = new Door(tls, subnets(proxies), subnets(allow));
    assertThat(
            door.origin(InetAddress.ofLiteral(peer), headers)
                .map(origin -> origin.address().getHostAddress())
                .orElse("none"))
        .isEqualTo(client);
  }
}
