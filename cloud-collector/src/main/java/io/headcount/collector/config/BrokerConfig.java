package io.headcount.collector.config;

import io.headcount.program.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which MQTT broker the boxes and this collector meet at. */
public sealed interface BrokerConfig {
  int DEFAULT_RECEIVE_MAXIMUM = 256;
  int PORT = 1883;
  int TLS_PORT = 8883;

  /** How many unacknowledged messages the broker may send to this collector. */
  int receiveMaximum();

  /** How long the broker remembers this collector while it is away; zero forgets it at once. */
  Duration sessionExpiry();

  /**
   * The broker inside this program. Immutable.
   *
   * @param bind address of this machine; a loopback address without {@code tls}
   * @param port 0 takes a free one
   */
  record Embedded(
      String bind, int port, Optional<KeyPair> tls, int receiveMaximum, Duration sessionExpiry)
      implements BrokerConfig {
    public static final String DEFAULT_BIND = "127.0.0.1";

    @Override
    public String toString() {
      return "embedded broker at %s:%d%s".formatted(bind, port, tls.isPresent() ? " with TLS" : "");
    }
  }

  /**
   * A broker elsewhere. Immutable.
   *
   * @param url {@code mqtt://host:port}, or {@code mqtts://host:port} with TLS
   * @param ca certificates that may have signed the broker's; this machine's without it
   * @param identity what this side shows of itself
   */
  record External(
      URI url,
      Optional<Login> login,
      Optional<Path> ca,
      Optional<KeyPair> identity,
      int receiveMaximum,
      Duration sessionExpiry)
      implements BrokerConfig {
    @Override
    public String toString() {
      return "broker at " + url;
    }
  }

  /** Who the collector is at a broker. Immutable. */
  record Login(String user, Secret password) {}
}
