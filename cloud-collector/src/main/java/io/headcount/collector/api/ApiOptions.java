package io.headcount.collector.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the API listens, and how much it lets one caller ask. Immutable.
 *
 * @param host a name or address of this machine
 * @param port 0 takes any free one
 * @param tls absent for plain HTTP
 */
public record ApiOptions(String host, int port, Optional<Tls> tls, Rates rates) {
  /** Plain HTTP on the loopback address. */
  public static ApiOptions loopback(int port) {
    return new ApiOptions("127.0.0.1", port, Optional.empty(), Rates.USUAL);
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
   * @param perSecond requests of a token, over a longer time
   * @param burst requests of a token at once
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
