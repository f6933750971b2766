package io.headcount.delivery.link;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Which broker, and as whom. Immutable.
 *
 * @param broker {@code mqtt://host[:1883]} or, with TLS, {@code mqtts://host[:8883]}
 * @param clientId unique at the broker: of two with the same, each throws the other out
 * @param cleanStart the broker forgets what it knew of this client
 * @param sessionExpiry whole seconds that the broker remembers this client after it is gone
 * @param receiveMaximum the most unacknowledged messages that the broker may send, 1 to 65535
 */
public record LinkOptions(
    URI broker,
    String clientId,
    Optional<Credentials> credentials,
    Optional<TlsFiles> tls,
    boolean cleanStart,
    Duration sessionExpiry,
    int receiveMaximum) {

  public LinkOptions {
    String scheme = String.valueOf(broker.getScheme()).toLowerCase(Locale.ROOT);
    if (broker.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "broker "
              + broker.getHost()
              + ": a user and password do not belong into its address: take them out");
    }
    if (!(scheme.equals("mqtt") || scheme.equals("mqtts"))
        || broker.getHost() == null
        || !broker.getRawPath().isEmpty()) {
      throw new IllegalArgumentException(
          "broker " + broker + ": write mqtt://host:port, or mqtts://host:port for TLS");
    }
    if (tls.isPresent() && scheme.equals("mqtt")) {
      throw new IllegalArgumentException(
          "broker " + broker + ": certificates need TLS: write mqtts:// instead of mqtt://");
    }
    if (clientId.isEmpty()) {
      throw new IllegalArgumentException("broker " + broker + ": a client needs an id");
    }
    if (sessionExpiry.isNegative() || sessionExpiry.toSeconds() > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException(
          "broker " + broker + ": session expiry must be 0 to 4294967295 seconds");
    }
    if (receiveMaximum < 1 || receiveMaximum > 65_535) {
      throw new IllegalArgumentException(
          "broker " + broker + ": receive maximum must be 1 to 65535");
    }
  }

  /** A client of which the broker remembers nothing, and that takes 64 messages at a time. */
  public static LinkOptions to(URI broker, String clientId) {
    return new LinkOptions(
        broker, clientId, Optional.empty(), Optional.empty(), true, Duration.ZERO, 64);
  }

  public LinkOptions withCredentials(Optional<Credentials> other) {
    return new LinkOptions(broker, clientId, other, tls, cleanStart, sessionExpiry, receiveMaximum);
  }

  public LinkOptions withTls(Optional<TlsFiles> other) {
    return new LinkOptions(
        broker, clientId, credentials, other, cleanStart, sessionExpiry, receiveMaximum);
  }

  /** The broker keeps what is subscribed and unacknowledged for so long while the link is down. */
  public LinkOptions resumedWithin(Duration expiry) {
    return new LinkOptions(broker, clientId, credentials, tls, false, expiry, receiveMaximum);
  }

  public LinkOptions withReceiveMaximum(int other) {
    return new LinkOptions(broker, clientId, credentials, tls, cleanStart, sessionExpiry, other);
  }

  boolean secured() {
    return broker.getScheme().equalsIgnoreCase("mqtts");
  }

  /** Without the brackets of an IPv6 address. */
  String host() {
    String host = broker.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    if (broker.getPort() >= 0) {
      return broker.getPort();
    }
    return secured() ? 8883 : 1883;
  }

  /** What messages call it. */
  String name() {
    return "broker " + broker.getHost() + ":" + port();
  }
}
