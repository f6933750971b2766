package io.headcount.delivery.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to get a line to the broker: name, TCP, TLS. Works on a thread of its own, because
 * looking up a name cannot be interrupted; who gives it up cancels it, and what it may still get is
 * closed at once. Thread-safe.
 */
final class Dial {
  private final LinkOptions options;
  private final Duration most;
  private final LongSupplier nanos;
  private final Bell bell;
  private @Nullable Socket socket;
  private @Nullable Wire wire;
  private @Nullable LinkException failure;
  private boolean cancelled;

  private Dial(LinkOptions options, Duration most, LongSupplier nanos, Bell bell) {
    this.options = options;
    this.most = most;
    this.nanos = nanos;
    this.bell = bell;
  }

  /** Begins; the bell rings when it is done. */
  static Dial start(
      LinkOptions options, Duration most, LongSupplier nanos, Bell bell, ThreadFactory threads) {
    Dial dial = new Dial(options, most, nanos, bell);
    threads.newThread(dial::run).start();
    return dial;
  }

  synchronized boolean done() {
    return wire != null || failure != null;
  }

  /** The line, which is the caller's from now on; only when done. */
  synchronized Wire wire() {
    if (failure != null) {
      throw failure;
    }
    if (wire == null) {
      throw new IllegalStateException("not done yet");
    }
    return wire;
  }

  /** Gives it up. */
  synchronized void cancel() {
    cancelled = true;
    closeSocket();
  }

  private void run() {
    try {
      finish(open(), null);
    } catch (LinkException e) {
      finish(null, e);
    } catch (IOException | RuntimeException e) {
      // the edge of the thread: whatever the network, TLS or a file throws is tried again
      finish(null, Failures.connecting(options, e));
    }
    bell.ring();
  }

  private synchronized void finish(@Nullable Wire line, @Nullable LinkException cause) {
    wire = line;
    failure = cause;
    if (cancelled || cause != null) {
      closeSocket();
    }
  }

  private Wire open() throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(options.host());
    int each = (int) Math.max(1, most.toMillis() / addresses.length);
    IOException last = new IOException("no address");
    for (InetAddress address : addresses) {
      Socket plain = newSocket();
      try {
        plain.connect(new InetSocketAddress(address, options.port()), each);
        plain.setTcpNoDelay(true);
        return new Wire(plain, options.secured() ? secure(plain) : plain, nanos);
      } catch (IOException e) {
        plain.close();
        last = e;
      }
    }
    throw last;
  }

  private synchronized Socket newSocket() throws IOException {
    if (cancelled) {
      throw new IOException("given up");
    }
    Socket fresh = new Socket();
    socket = fresh;
    return fresh;
  }

  private Socket secure(Socket plain) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            Tls.context(options)
                .getSocketFactory()
                .createSocket(plain, options.host(), options.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private void closeSocket() {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException _) {
        // it is gone either way
      }
    }
  }
}
