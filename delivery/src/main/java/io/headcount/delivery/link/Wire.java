package io.headcount.delivery.link;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;

/**
 * A connected socket as Paho wants it. Paho may close it, but cannot hold it open: {@link #stop}
 * ends every read and write at once. Thread-safe.
 *
 * <p>Reads begin only when Paho has started all its loops, since it waits for ever for one that
 * ended before it looked; and they have no timeout, since Paho loses its place when one strikes in
 * the middle of a header.
 */
final class Wire implements NetworkModule {
  private final Socket plain;
  private final LongSupplier nanos;
  private final CountDownLatch started = new CountDownLatch(1);
  private final InputStream in;
  private final OutputStream out;
  private volatile long heardAt;

  /**
   * @param plain the TCP connection
   * @param talk the same, or TLS on top of it
   */
  Wire(Socket plain, Socket talk, LongSupplier nanos) throws IOException {
    this.plain = plain;
    this.nanos = nanos;
    this.in = new BufferedInputStream(new Incoming(talk.getInputStream()));
    this.out = talk.getOutputStream();
    this.heardAt = nanos.getAsLong();
  }

  /** Paho's loops run: reads may begin. */
  void ready() {
    started.countDown();
  }

  void awaitReady() throws InterruptedException {
    started.await();
  }

  /** When the broker was last heard. */
  long heardAt() {
    return heardAt;
  }

  @Override
  public void start() {
    // connected already
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  /** Closes what is below TLS: its own goodbye would wait for a write that hangs. */
  @Override
  public void stop() throws IOException {
    plain.close();
  }

  @Override
  public String getServerURI() {
    return plain.toString();
  }

  private final class Incoming extends InputStream {
    private final InputStream source;

    Incoming(InputStream source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        awaitReady();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
      int count = source.read(buffer, offset, length);
      heardAt = nanos.getAsLong();
      return count;
    }
  }
}
