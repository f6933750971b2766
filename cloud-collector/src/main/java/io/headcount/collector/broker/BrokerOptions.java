package io.headcount.collector.broker;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the embedded broker listens and what it may use.
 *
 * @param folder where retained messages are kept; made when missing, used by one broker at a time
 * @param host a name or address of this machine; without {@code tls} a loopback address
 * @param port 0 takes a free one
 * @param tls empty listens in plain text
 * @param memoryBytes of all messages that wait for a subscriber or are retained, at least 8 MiB
 * @param packetBytes the largest MQTT packet accepted, 4 KiB to 16 MiB
 * @param receiveMaximum messages a client may have unacknowledged on their way in, 1 to 65535
 * @param connections open at once, at least 2
 */
public record BrokerOptions(
    Path folder,
    String host,
    int port,
    Optional<Tls> tls,
    long memoryBytes,
    int packetBytes,
    int receiveMaximum,
    int connections) {
  private static final int MIB = 1 << 20;

  /** PEM files: the certificate followed by its chain, and its key as unencrypted PKCS#8. */
  public record Tls(Path certificate, Path key) {
    public Tls {
      certificate = certificate.toAbsolutePath();
      key = key.toAbsolutePath();
    }
  }

  public BrokerOptions {
    require(port >= 0 && port <= 65535, "port " + port, "take 0 to 65535");
    require(memoryBytes >= 8L * MIB, "memory of " + memoryBytes + " bytes", "allow 8 MiB or more");
    require(
        packetBytes >= 4096 && packetBytes <= 16 * MIB,
        "packets of " + packetBytes + " bytes",
        "take 4 KiB to 16 MiB");
    require(
        receiveMaximum >= 1 && receiveMaximum <= 65535,
        "receive maximum " + receiveMaximum,
        "take 1 to 65535");
    require(connections >= 2, connections + " connections", "allow 2 or more");
    require(
        tls.isPresent() || Loopback.is(host),
        "plain text on " + host,
        "name a certificate and its key, or listen on 127.0.0.1");
  }

  /** Plain text on 127.0.0.1: packets of 1 MiB and a bit, 64 MiB of messages, 64 in flight. */
  public static BrokerOptions loopback(Path folder, int port) {
    return new BrokerOptions(
        folder, "127.0.0.1", port, Optional.empty(), 64L * MIB, MIB + 65536, 64, 10_000);
  }

  /** As {@link #loopback}, but with TLS on this address of the machine. */
  public static BrokerOptions encrypted(Path folder, String host, int port, Tls tls) {
    return new BrokerOptions(
        folder, host, port, Optional.of(tls), 64L * MIB, MIB + 65536, 64, 10_000);
  }

  private static void require(boolean holds, String what, String cure) {
    if (!holds) {
      throw new IllegalArgumentException(what + " for the embedded broker: " + cure);
    }
  }
}
