package io.headcount.collector.config;

import io.headcount.collector.people.Subnet;
import io.headcount.program.settings.Section;
import io.headcount.program.settings.Value;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the part {@code http}. */
final class HttpReader {
  private static final int MOST = 1000;
  private static final Pattern URL =
      Pattern.compile("https?://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::\\d{1,5})?/?");
  private static final Pattern SUBNET = Pattern.compile("[0-9A-Fa-f:.]{2,45}(?:/[0-9]{1,3})?");
  private static final String SUBNET_RULE = "an address, or one with its number of bits";

  private HttpReader() {}

  static HttpConfig read(Section section) {
    HttpConfig defaults = HttpConfig.defaults();
    Optional<KeyPair> pair = KeyPair.read(section);
    List<Subnet> proxies = subnets(section, "behind_proxy");
    Optional<InetAddress> bind = section.find("bind").flatMap(ConfigReader::address);
    if (bind.isPresent()
        && !bind.get().isLoopbackAddress()
        && section.find("certificate").isEmpty()
        && section.find("behind_proxy").isEmpty()) {
      section
          .find("bind")
          .ifPresent(
              value ->
                  value.fault(
                      "without TLS only this machine may reach the API and the pages",
                      "name a certificate and its key; or in behind_proxy the proxy that has them;"
                          + " or write 127.0.0.1"));
    }
    return new HttpConfig(
        bind.orElse(defaults.bind()),
        ConfigReader.port(section).orElse(defaults.port()),
        pair,
        proxies,
        subnets(section, "allow"),
        section.find("url").flatMap(HttpReader::url));
  }

  private static List<Subnet> subnets(Section section, String key) {
    return section.find(key).stream()
        .flatMap(list -> list.items(MOST).stream())
        .flatMap(value -> subnet(value).stream())
        .toList();
  }

  private static Optional<Subnet> subnet(Value value) {
    Optional<String> text = value.text(SUBNET, SUBNET_RULE, "such as 10.20.0.0/16");
    Optional<Subnet> subnet = text.flatMap(Subnet::parse);
    if (text.isPresent() && subnet.isEmpty()) {
      value.fault(
          "'" + text.get() + "' must be " + SUBNET_RULE,
          "such as 10.20.0.0/16, with zeros behind the bits that count");
    }
    return subnet;
  }

  private static Optional<URI> url(Value value) {
    return value
        .text(URL, "where browsers find the pages", "such as https://headcount.chain.example")
        .map(text -> URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text));
  }
}
