package io.headcount.collector.people;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike, such as {@code 10.20.0.0/16}. Immutable.
 *
 * @param address the first one
 * @param bits how many must be alike
 */
public record Subnet(InetAddress address, int bits) {
  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

  public Subnet {
    if (bits < 0 || bits > address.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException("%s has no %d bits".formatted(address, bits));
    }
    if (!alike(address.getAddress(), first(address, bits), address.getAddress().length * 8)) {
      throw new IllegalArgumentException(
          "%s has bits behind the first %d".formatted(address.getHostAddress(), bits));
    }
  }

  /** The subnet written so: an address alone, or with the number of bits behind a slash. */
  public static Optional<Subnet> parse(String text) {
    int slash = text.indexOf('/');
    String bits = text.substring(slash + 1);
    try {
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      if (slash < 0) {
        return Optional.of(new Subnet(address, address.getAddress().length * Byte.SIZE));
      }
      return BITS.matcher(bits).matches()
          ? Optional.of(new Subnet(address, Integer.parseInt(bits)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether an address lies in it. */
  public boolean holds(InetAddress other) {
    byte[] bytes = other.getAddress();
    return bytes.length == address.getAddress().length && alike(address.getAddress(), bytes, bits);
  }

  private static byte[] first(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp((long) bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
      bytes[i] = (byte) (bytes[i] & (0xff << (Byte.SIZE - kept)));
    }
    return bytes;
  }

  private static boolean alike(byte[] one, byte[] other, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if ((one[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    int all = address.getAddress().length * Byte.SIZE;
    return address.getHostAddress() + (bits == all ? "" : "/" + bits);
  }
}
