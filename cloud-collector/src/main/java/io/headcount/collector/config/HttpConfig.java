package io.headcount.collector.config;

import io.headcount.collector.people.Subnet;
import io.headcount.web.access.HostName;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where the API and the pages are served, and to whom. Immutable.
 *
 * @param bind a loopback address without {@code tls} and {@code proxies}
 * @param port 0 takes a free one
 * @param proxies who passes requests on, and says from whom in {@code X-Forwarded-For}
 * @param allow who may come; everybody when it is empty
 * @param url under which people find the pages, where it is not the address itself
 */
public record HttpConfig(
    InetAddress bind,
    int port,
    Optional<KeyPair> tls,
    List<Subnet> proxies,
    List<Subnet> allow,
    Optional<URI> url) {
  public static final int DEFAULT_PORT = 8090;

  public HttpConfig {
    proxies = List.copyOf(proxies);
    allow = List.copyOf(allow);
  }

  /** Under which people find the pages, without a slash at the end. */
  public URI pages() {
    String host = bind.isAnyLocalAddress() ? "localhost" : HostName.inUri(bind.getHostAddress());
    return url.orElseGet(
        () -> URI.create("%s://%s:%d".formatted(tls.isPresent() ? "https" : "http", host, port)));
  }

  static HttpConfig defaults() {
    return new HttpConfig(
        InetAddress.ofLiteral("127.0.0.1"),
        DEFAULT_PORT,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
