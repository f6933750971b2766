package io.headcount.edge.setup;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;

/** A network camera in the {@link DrawnShop} that asks for a user and a password. Thread-safe. */
final class DrawnCamera implements AutoCloseable {
  static final String USER = "viewer";
  static final String PASSWORD = "Aisle-7-east";

  private static final long PERIOD = 100_000_000;

  private final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final long begun = System.nanoTime();
  private volatile boolean closed;

  DrawnCamera() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(watchers);
    server
        .createContext("/axis-cgi/mjpg/video.cgi", this::send)
        .setAuthenticator(
            new BasicAuthenticator("camera") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return user.equals(USER) && password.equals(PASSWORD);
              }
            });
    server.start();
  }

  /** As long as those of real ones. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/axis-cgi/mjpg/video.cgi";
  }

  private void send(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=frame");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      long next = System.nanoTime();
      while (!closed) {
        byte[] picture = jpeg((System.nanoTime() - begun) / 1e9);
        String head =
            "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + picture.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(picture);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        next = Math.max(next + PERIOD, System.nanoTime());
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
  }

  private static byte[] jpeg(double seconds) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(DrawnShop.picture(seconds), "jpg", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    watchers.shutdownNow();
  }
}
