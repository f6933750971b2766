package io.headcount.web.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;

/**
 * The network that an address stands for: one of IPv6 has far too many addresses to count each.
 * Immutable.
 *
 * @param name an address of IPv4, or the first 64 bits of one of IPv6, in hexadecimal digits
 */
public record Network(String name) {
  private static final int BYTES = 8;

  public static Network of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return new Network(HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, BYTES)));
  }

  /** That of the other side of a connection. */
  public static Network of(SocketAddress address) {
    return address instanceof InetSocketAddress internet && internet.getAddress() != null
        ? of(internet.getAddress())
        : new Network(address.toString());
  }
}
