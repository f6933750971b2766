package io.headcount.edge.config;

import java.net.InetAddress;

/**
 * Where the local page and API are served. Immutable.
 *
 * @param bind a loopback address
 * @param port 0 takes any free one
 */
public record StatusConfig(InetAddress bind, int port) {
  public static final int DEFAULT_PORT = 8080;

  public StatusConfig {
    if (!bind.isLoopbackAddress()) {
      throw new IllegalArgumentException(bind.getHostAddress() + " is not a loopback address");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not within 0..65535");
    }
  }

  /** 127.0.0.1 and port 8080. */
  public static StatusConfig defaults() {
    return new StatusConfig(InetAddress.ofLiteral("127.0.0.1"), DEFAULT_PORT);
  }
}
