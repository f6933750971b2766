package io.headcount.collector.config;

import java.net.InetAddress;

/**
 * Where the API is served. Immutable.
 *
 * @param port 0 takes a free one
 */
public record HttpConfig(InetAddress bind, int port) {
  public static final int DEFAULT_PORT = 8090;

  static HttpConfig defaults() {
    return new HttpConfig(InetAddress.ofLiteral("127.0.0.1"), DEFAULT_PORT);
  }
}
