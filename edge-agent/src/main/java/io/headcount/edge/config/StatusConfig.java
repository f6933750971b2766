package io.headcount.edge.config;

import io.headcount.program.settings.Secret;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where the box's page and API are served. Immutable.
 *
 * @param bind an address of this box; with another than loopback the page comes with TLS
 * @param port 0 takes any free one
 * @param names under which the page is asked for, beside the box's own; small letters
 * @param privacy whether the page never shows people, only the background and dots
 * @param claimCode the code on the box's sticker, if it has one
 * @param certificate the page's, if it shall not make its own; then it has TLS on loopback too
 */
public record StatusConfig(
    InetAddress bind,
    int port,
    Set<String> names,
    boolean privacy,
    Optional<Secret> claimCode,
    Optional<Certificate> certificate) {
  public static final int DEFAULT_PORT = 8080;

  /**
   * PEM files. Immutable.
   *
   * @param chain the page's own certificate first
   */
  public record Certificate(Path chain, Path key) {}

  public StatusConfig {
    names = Set.copyOf(names);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not within 0..65535");
    }
  }

  /** 127.0.0.1 and port 8080. */
  public static StatusConfig defaults() {
    return new StatusConfig(
        InetAddress.ofLiteral("127.0.0.1"),
        DEFAULT_PORT,
        Set.of(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** The same at another port; 0 takes any free one. */
  public StatusConfig withPort(int other) {
    return new StatusConfig(bind, other, names, privacy, claimCode, certificate);
  }

  /** Whether the page comes with TLS. */
  public boolean tls() {
    return !bind.isLoopbackAddress() || certificate.isPresent();
  }
}
