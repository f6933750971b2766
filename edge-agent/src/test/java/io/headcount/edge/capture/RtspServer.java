package io.headcount.edge.capture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real RTSP server in a process of its own, on loopback. Confined to the test thread. */
public final class RtspServer implements AutoCloseable {
  private static final Path FOLDER = folder();

  private final Process process;
  private final int port;

  private RtspServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Installs what it needs when that is missing. */
  public static void setUp() throws IOException, InterruptedException {
    Process setup = new ProcessBuilder(FOLDER.resolve("setup.sh").toString()).inheritIO().start();
    if (!setup.waitFor(5, TimeUnit.MINUTES) || setup.exitValue() != 0) {
      setup.destroyForcibly();
      throw new IllegalStateException(
          "the RTSP server cannot be set up: run edge-agent/src/test/rtsp/setup.sh by hand");
    }
  }

  /** Starts it with further options of rtsp_server.py; port 0 takes a free one. */
  public static RtspServer start(int port, String... options) {
    List<String> command = new ArrayList<>();
    command.add("/usr/bin/python3");
    command.add(FOLDER.resolve("rtsp_server.py").toString());
    command.add("--port");
    command.add(Integer.toString(port));
    command.addAll(List.of(options));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("the RTSP server did not start");
      }
      return new RtspServer(process, Integer.parseInt(line.strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  VideoSource source(String path) {
    return VideoSource.parse("rtsp://127.0.0.1:" + port + path);
  }

  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path folder() {
    Path module = Path.of("src/test/rtsp");
    return (Files.isDirectory(module) ? module : Path.of("edge-agent").resolve(module))
        .toAbsolutePath();
  }
}
