package io.headcount.collector.broker;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells addresses that only this machine can reach. */
final class Loopback {
  private Loopback() {}

  static boolean is(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "'" + host + "' for the embedded broker: name an address of this machine", e);
    }
  }
}
