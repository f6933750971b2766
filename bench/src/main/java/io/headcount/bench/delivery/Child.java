package io.headcount.bench.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is killed and started again. Confined to one thread. */
final class Child implements AutoCloseable {
  private final List<String> command;
  private final Path log;
  private Process process;

  private Child(List<String> command, Path log, Process process) {
    this.command = command;
    this.log = log;
    this.process = process;
  }

  static Child start(List<String> command, Path log) throws IOException {
    return new Child(command, log, launch(command, log));
  }

  private static Process launch(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** SIGKILL, and at once a new one. */
  void killAndRestart() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("it ended by itself: see " + log);
    }
    kill();
    process = launch(command, log);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Starts it again after {@link #kill}. */
  void startAgain() throws IOException {
    process = launch(command, log);
  }

  /** Resident memory in bytes; 0 when it cannot be told. */
  long resident() {
    return Resident.of(process.pid());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
