package io.headcount.collector.api;

import io.headcount.collector.people.Subnet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the API listens, and how much it lets one caller ask. Immutable.
 *
 * @param host a name or address of this machine
 * @param port 0 takes any free one
 * @param tls absent for plain HTTP
 * @param proxies who may say in {@code X-Forwarded-For} whose requests they pass on; they have TLS
 * @param allow who may ask; everybody when it is empty
 */
public record ApiOptions(
    String host,
    int port,
    Optional<Tls> tls,
    List<Subnet> proxies,
    List<Subnet> allow,
    Rates rates) {
  public ApiOptions {
    proxies = List.copyOf(proxies);
    allow = List.copyOf(allow);
  }

  /** Plain HTTP on the loopback address, for everybody. */
  public static ApiOptions loopback(int port) {
    return new ApiOptions("127.0.0.1", port, Optional.empty(), List.of(), List.of(), Rates.USUAL);
  }

  /** With other limits. */
  ApiOptions with(Rates others) {
    return new ApiOptions(host, port, tls, proxies, allow, others);
  }

  /** With a certificate. */
  ApiOptions with(Tls files) {
    return new ApiOptions(host, port, Optional.of(files), proxies, allow, rates);
  }

  /** Whether browsers see TLS: here, or at the proxy. */
  boolean encrypted() {
    return tls.isPresent() || !proxies.isEmpty();
  }

  /**
   * Files in PEM. Immutable.
   *
   * @param chain the server's certificate, and those between it and the root
   * @param key its private key, PKCS #8, without a passphrase
   */
  public record Tls(Path chain, Path key) {}

  /**
   * How much is allowed. Immutable.
   *
   * @param perSecond requests of a token or user, over a longer time
   * @param burst requests of a token or user at once
   * @param failures refused tokens of one network address in a minute
   * @param streams open event streams of all callers
   * @param patience how long a stream waits for a client that does not read
   */
  public record Rates(int perSecond, int burst, int failures, int streams, Duration patience) {
    /** 50 requests a second, 200 at once; 20 failures a minute; 256 streams, 15 s. */
    public static final Rates USUAL = new Rates(50, 200, 20, 256, Duration.ofSeconds(15));

    public Rates {
      if (perSecond < 1 || burst < 1 || failures < 1 || streams < 1) {
        throw new IllegalArgumentException("a rate below 1 lets nobody in: set 1 at least");
      }
    }
  }
}
