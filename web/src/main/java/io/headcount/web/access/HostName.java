package io.headcount.web.access;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Names and addresses of this machine, and how they stand in a request. Stateless. */
public final class HostName {
  private HostName() {}

  /** Whether it is an address of IPv4 or IPv6, without brackets, and no name. */
  public static boolean isAddress(String text) {
    try {
      return !text.startsWith("[") && InetAddress.ofLiteral(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * What a {@code Host} header names, in small letters, without port and brackets: {@code
   * [::1]:8080} is {@code ::1}.
   */
  public static String of(String header) {
    int colon = header.lastIndexOf(':');
    String host = colon > header.lastIndexOf(']') ? header.substring(0, colon) : header;
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return (bracketed ? host.substring(1, host.length() - 1) : host).toLowerCase(Locale.ROOT);
  }

  /** How it stands in an address of the web: addresses of IPv6 go into brackets. */
  public static String inUri(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /**
   * What this machine is called and reached by now: its names, its addresses of IPv4, loopback.
   * Those of IPv6 come and go by the day.
   */
  public static Set<String> ofThisMachine() {
    Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "::1"));
    try {
      String own = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      if (!isAddress(own)) {
        names.add(own);
        if (!own.contains(".")) {
          names.add(own + ".local"); // as mDNS tells it
        }
      }
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address)
          .map(InetAddress::getHostAddress)
          .forEach(names::add);
    } catch (UnknownHostException | SocketException e) {
      // a machine without a name or network is reached by loopback
    }
    return names;
  }
}
