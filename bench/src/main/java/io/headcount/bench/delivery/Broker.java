package io.headcount.bench.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Mosquitto as Debian packs it, with its usual limits, on loopback. Confined to one thread. */
final class Broker implements AutoCloseable {
  private final Path folder;
  private final int port;
  private Process process;

  private Broker(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  static Broker start(Path folder) throws IOException {
    Files.createDirectories(folder);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.write(
        folder.resolve("mosquitto.conf"),
        List.of(
            "listener " + port + " 127.0.0.1",
            "allow_anonymous true",
            "persistence true",
            "persistence_location " + folder + "/",
            "user " + System.getProperty("user.name")));
    return new Broker(folder, port, launch(folder));
  }

  private static Process launch(Path folder) throws IOException {
    try {
      return new ProcessBuilder("mosquitto", "-c", folder.resolve("mosquitto.conf").toString())
          .redirectErrorStream(true)
          .redirectOutput(
              ProcessBuilder.Redirect.appendTo(folder.resolve("mosquitto.log").toFile()))
          .start();
    } catch (IOException e) {
      throw new IOException("mosquitto does not start: 'apt-get install mosquitto'", e);
    }
  }

  URI address() {
    return URI.create("mqtt://127.0.0.1:" + port);
  }

  /** Ends it without a chance to write anything down. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Starts it again, having forgotten everything. */
  void startWiped() throws IOException {
    Files.deleteIfExists(folder.resolve("mosquitto.db"));
    process = launch(folder);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
