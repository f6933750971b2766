package io.headcount.program.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real signal to a real process. */
@Timeout(60)
class StopSignalTest {
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @Test
  void theProcessLivesUntilAllIsStopped() throws Exception {
    Process process = start();
    try (BufferedReader said = process.inputReader()) {
      assertThat(said.readLine()).isEqualTo("not yet");
      // the process itself would close its output
      process.toHandle().destroy();
      assertThat(said.readLine()).isEqualTo("stopped");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Waiting.class.getName())
        .redirectErrorStream(true)
        .start();
  }

  /** Runs in the other process. */
  static final class Waiting {
    private Waiting() {}

    public static void main(String[] args) throws InterruptedException {
      try (StopSignal stop = StopSignal.listen()) {
        System.out.println(stop.within(Duration.ofMillis(1)) ? "asked too early" : "not yet");
        stop.await();
        System.out.println(stop.within(Duration.ZERO) ? "stopped" : "forgotten");
      }
    }
  }
}
