package io.headcount.collector.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.history.Restore;
import io.headcount.collector.history.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ChoresTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void surviveFailures() throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    Chores.Chore chore =
        () -> {
          switch (rounds.incrementAndGet()) {
            case 1, 2 -> fail();
            case 3 -> throw new IllegalStateException("a fault of ours");
            default -> done.countDown();
          }
          return false;
        };
    try (Chores _ = new Chores("test-chores", LONG, SHORT, chore)) {
      done.await();
    }
    assertThat(rounds).hasValue(4);
  }

  /** As it does when the history cannot be used. */
  private static void fail() {
    Path nowhere = Path.of("/nowhere/history.db");
    Restore.from(nowhere, new Storage.Sqlite(nowhere), false, InstantSource.system());
  }

  @Test
  void goOnAtOnceWhileThereIsMore() throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    Chores.Chore chore =
        () -> {
          if (rounds.incrementAndGet() == 50) {
            done.countDown();
          }
          return rounds.get() < 50;
        };
    try (Chores _ = new Chores("test-chores", LONG, LONG, chore)) {
      done.await();
    }
    assertThat(rounds).hasValue(50);
  }

  @Test
  void endBetweenTwoRounds() throws InterruptedException {
    CountDownLatch within = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    Chores chores =
        new Chores(
            "test-chores",
            SHORT,
            SHORT,
            () -> {
              within.countDown();
              try {
                assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new AssertionError("a round is not interrupted", e);
              }
              ended.incrementAndGet();
              return true;
            });
    within.await();
    Thread closing = Thread.ofPlatform().start(chores::close);
    go.countDown();
    closing.join();
    int after = ended.get();
    assertThat(after).isPositive();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("test-chores"));
    assertThat(ended).hasValue(after);
  }
}
