package io.headcount.program.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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
      assertThat(said.readLine()).isEqualTo("freed");
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
      // as libraries do that free what may still be in use
      CountDownLatch freed = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(freed::countDown));
      try (StopSignal stop = StopSignal.listen()) {
        System.out.println(stop.within(Duration.ofMillis(1)) ? "asked too early" : "not yet");
        stop.await();
        boolean early = freed.await(300, TimeUnit.MILLISECONDS);
        System.out.println(early ? "freed too early" : "stopped");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("freed")));
      }
    }
  }
}
