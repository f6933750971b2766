package io.headcount.delivery.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Mosquitto in a process of its own, on a free port of loopback that it keeps over restarts.
 * Confined to the test thread.
 */
public final class Mosquitto implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final int port;
  private Process process;

  private Mosquitto(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Installs it when it is missing. */
  public static void setUp() {
    String home = Objects.requireNonNull(System.getProperty("headcount.home"), "headcount.home");
    Path script = Path.of(home, "delivery/src/test/mosquitto/setup.sh");
    try {
      Process setup = new ProcessBuilder(script.toString()).inheritIO().start();
      if (!setup.waitFor(5, TimeUnit.MINUTES) || setup.exitValue() != 0) {
        setup.destroyForcibly();
        throw new IllegalStateException("Mosquitto cannot be set up: run " + script + " by hand");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Starts it and waits until it takes connections. Everybody may do everything unless a line says
   * {@code allow_anonymous}; with {@code persistence true} its data is in a folder of its own.
   *
   * @param lines further lines of its configuration, for its one listener as well
   */
  public static Mosquitto start(String... lines) {
    setUp();
    try {
      Path folder = Files.createTempDirectory("mosquitto-");
      Files.createDirectory(folder.resolve("data"));
      int port = freePort();
      List<String> all = new ArrayList<>();
      all.add("listener " + port + " 127.0.0.1");
      all.add("persistence_location " + folder.resolve("data") + "/");
      if (System.getProperty("user.name").equals("root")) {
        all.add("user root");
      }
      if (Arrays.stream(lines).noneMatch(line -> line.startsWith("allow_anonymous"))) {
        all.add("allow_anonymous true");
      }
      all.addAll(List.of(lines));
      Files.write(folder.resolve("mosquitto.conf"), all);
      return new Mosquitto(folder, port, launch(folder, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** mqtt://127.0.0.1 and its port. */
  public URI uri() {
    return URI.create("mqtt://127.0.0.1:" + port);
  }

  /** Asks it to end, which makes it save what it keeps. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Ends it with kill -9. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Starts it again, on the same port. */
  public void startAgain() {
    try {
      process = launch(folder, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it, deletes all that it kept, and starts it again. */
  public void restartWiped() {
    kill();
    clear(folder.resolve("data"));
    startAgain();
  }

  @Override
  public void close() {
    kill();
    clear(folder);
    folder.toFile().delete();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("Mosquitto does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process launch(Path folder, int port) throws IOException {
    Path log = folder.resolve("mosquitto.log");
    Process started =
        new ProcessBuilder(program(), "-c", folder.resolve("mosquitto.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!listens(port)) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        started.destroyForcibly();
        throw new IllegalStateException("Mosquitto does not start:\n" + Files.readString(log));
      }
      pause();
    }
    return started;
  }

  private static String program() {
    return Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto")
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst()
        .orElse("mosquitto");
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Leaves the processor to the broker for a moment. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void clear(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted((a, b) -> b.getNameCount() - a.getNameCount())
          .filter(file -> !file.equals(folder))
          .forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
