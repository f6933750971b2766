package io.headcount.delivery.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bad network: passes TCP connections from a port of loopback on to another, as badly as it is
 * told. What it is told holds for connections that are open too. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final int CHUNK = 16 * 1024;
  private static final int CHUNKS_UNDER_WAY = 64;

  private final ServerSocket entrance;
  private final int target;
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Object told = new Object();
  private volatile boolean blackhole;
  private volatile long delayNanos;
  private volatile long bytesPerSecond = Long.MAX_VALUE;
  private volatile long cutAfter = Long.MAX_VALUE;

  private FaultyProxy(ServerSocket entrance, int target) {
    this.entrance = entrance;
    this.target = target;
  }

  /** Passes everything on to a port of loopback, from a free port. */
  public static FaultyProxy to(int target) {
    try {
      ServerSocket entrance = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
      FaultyProxy proxy = new FaultyProxy(entrance, target);
      Thread.ofVirtual().name("proxy-accept").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return entrance.getLocalPort();
  }

  /** How many connections have come in so far. */
  public int accepted() {
    return accepted.get();
  }

  /** Connections stay open and new ones are taken, but nothing passes any more, either way. */
  public void blackhole() {
    blackhole = true;
  }

  /** Each byte comes so much later. */
  public void delay(Duration time) {
    delayNanos = time.toNanos();
  }

  /** At most so many bytes a second, each way. */
  public void throttle(long bytes) {
    bytesPerSecond = bytes;
  }

  /** Cuts each connection once so many bytes have passed, both ways together. */
  public void cutAfter(long bytes) {
    cutAfter = bytes;
  }

  /** Cuts all connections, as a router does that was switched off and on. */
  public void drop() {
    lines.forEach(Line::cut);
  }

  /** A good network again, for what is open too; what was held back passes now. */
  public void heal() {
    delayNanos = 0;
    bytesPerSecond = Long.MAX_VALUE;
    cutAfter = Long.MAX_VALUE;
    blackhole = false;
    synchronized (told) {
      told.notifyAll();
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    heal();
    drop();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket near = entrance.accept();
        accepted.incrementAndGet();
        Line line = new Line(near, new Socket());
        lines.add(line);
        Thread.ofVirtual().name("proxy-line").start(line::open);
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Chunk(byte[] bytes, long due) {}

  /** One connection, with both its ends. */
  private final class Line {
    private final Socket near;
    private final Socket far;
    private final AtomicLong passed = new AtomicLong();

    Line(Socket near, Socket far) {
      this.near = near;
      this.far = far;
    }

    void open() {
      try {
        far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        pipe(near, far);
        pipe(far, near);
      } catch (IOException e) {
        cut();
      }
    }

    void cut() {
      lines.remove(this);
      synchronized (told) {
        told.notifyAll();
      }
      for (Socket socket : new Socket[] {near, far}) {
        try {
          socket.setSoLinger(true, 0);
          socket.close();
        } catch (IOException _) {
          // closed already
        }
      }
    }

    private void pipe(Socket from, Socket into) throws IOException {
      BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(CHUNKS_UNDER_WAY);
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      Thread writer =
          Thread.ofVirtual().name("proxy-write").start(guarded(() -> write(underWay, out)));
      Thread.ofVirtual()
          .name("proxy-read")
          .start(
              () -> {
                guarded(() -> read(in, underWay)).run();
                writer.interrupt();
              });
    }

    private void read(InputStream in, BlockingQueue<Chunk> underWay)
        throws IOException, InterruptedException {
      byte[] buffer = new byte[CHUNK];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        underWay.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime() + delayNanos));
      }
      while (!underWay.isEmpty() && lines.contains(this)) {
        TimeUnit.MILLISECONDS.sleep(1); // the end comes after what came before it
      }
    }

    private void write(BlockingQueue<Chunk> underWay, OutputStream out)
        throws IOException, InterruptedException {
      while (true) {
        Chunk chunk = underWay.take();
        TimeUnit.NANOSECONDS.sleep(chunk.due() - System.nanoTime());
        int done = 0;
        while (done < chunk.bytes().length) {
          awaitPassable();
          int count = (int) Math.min(slice(), chunk.bytes().length - done);
          out.write(chunk.bytes(), done, count);
          done += count;
          if (passed.addAndGet(count) >= cutAfter) {
            throw new IOException("cut");
          }
          throttled(count);
        }
      }
    }

    private void awaitPassable() throws InterruptedException {
      synchronized (told) {
        while (blackhole) {
          told.wait();
        }
      }
    }

    /** That an end is gone does not pass either; an interrupt or a cut ends the wait. */
    private void awaitNews() {
      try {
        synchronized (told) {
          while (blackhole && lines.contains(this)) {
            told.wait();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private long slice() {
      return bytesPerSecond == Long.MAX_VALUE ? CHUNK : Math.max(1, bytesPerSecond / 10);
    }

    private void throttled(int count) throws InterruptedException {
      long rate = bytesPerSecond;
      if (rate < Long.MAX_VALUE) {
        TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(count) / rate);
      }
    }

    private Runnable guarded(Passing passing) {
      return () -> {
        try {
          passing.run();
        } catch (IOException | InterruptedException _) {
          // one end is gone: so is the other
        } finally {
          awaitNews();
          cut();
        }
      };
    }
  }

  private interface Passing {
    void run() throws IOException, InterruptedException;
  }
}
