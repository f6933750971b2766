package io.headcount.edge.setup;

import io.headcount.edge.agent.EdgeAgent;
import io.headcount.edge.agent.Supervisor;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.model.ModelDirectories;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The agent as the program runs it, with this machine's models, until it is closed. Thread-safe.
 */
final class RunningAgent implements AutoCloseable {
  private final AtomicReference<Optional<EdgeAgent>> agent =
      new AtomicReference<>(Optional.empty());
  private final AtomicInteger starts = new AtomicInteger();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  /** Begins to start it. */
  RunningAgent(Path configuration) {
    Supervisor supervisor =
        new Supervisor(
            configuration,
            ConfigReader.ofThisBox(),
            (config, control, setup) -> {
              EdgeAgent started =
                  EdgeAgent.start(
                      config,
                      ModelDirectories.standard(
                          Path.of(System.getProperty("headcount.home")), Map.of()),
                      "test",
                      InstantSource.system(),
                      control,
                      Optional.of(setup));
              starts.incrementAndGet();
              agent.set(Optional.of(started));
              return started;
            },
            InstantSource.system(),
            Ticker.system());
    thread = Thread.ofPlatform().start(() -> run(supervisor));
  }

  private void run(Supervisor supervisor) {
    try {
      supervisor.run(time -> stop.await(time.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isUp() {
    return agent.get().isPresent();
  }

  /** The one that was started last. */
  EdgeAgent agent() {
    return agent.get().orElseThrow();
  }

  int starts() {
    return starts.get();
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
