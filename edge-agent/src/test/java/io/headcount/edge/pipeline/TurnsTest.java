package io.headcount.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.edge.capture.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void asManyLookAtATimeAsThereAreLanesAndAllDo(int lanes) throws Exception {
    Turns turns = new Turns(new Turns.Budget(lanes, lanes, 1), Ticker.system());
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Callable<Integer>> cameras = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      cameras.add(
          () -> {
            int looks = 0;
            try (Turns.Place place = turns.join()) {
              while (looks < 50) {
                if (place.await(OFTEN, PATIENCE)) {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  Thread.onSpinWait();
                  inside.decrementAndGet();
                  place.done();
                  looks++;
                }
              }
            }
            return looks;
          });
    }

    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (Future<Integer> camera : threads.invokeAll(cameras, 60, TimeUnit.SECONDS)) {
        assertThat(camera.get()).isEqualTo(50);
      }
    }
    assertThat(most.get()).isBetween(1, lanes);
  }

  @Test
  void whatWasUsedIsToldInCores() throws Exception {
    long[] now = new long[1];
    Ticker ticker =
        new Ticker() {
          @Override
          public long nanos() {
            return now[0];
          }

          @Override
          public void pause(long nanos) {
            now[0] += nanos;
          }
        };
    Turns turns = new Turns(new Turns.Budget(1.5, 1, 2), ticker);
    Turns.Place place = turns.join();

    for (int look = 0; look < 100; look++) {
      assertThat(place.await(OFTEN, PATIENCE)).isTrue();
      ticker.pause(Duration.ofMillis(30).toNanos());
      place.done();
      ticker.pause(Duration.ofMillis(70).toNanos());
    }

    assertThat(turns.use().cores()).isEqualTo(1.5);
    assertThat(turns.use().used()).isCloseTo(0.6, within(0.02));
  }

  @Test
  void looksSideBySideAreAddedUp() throws Exception {
    long[] now = new long[1];
    Ticker ticker =
        new Ticker() {
          @Override
          public long nanos() {
            return now[0];
          }

          @Override
          public void pause(long nanos) {
            now[0] += nanos;
          }
        };
    Turns turns = new Turns(new Turns.Budget(1.8, 2, 1), ticker);
    Turns.Place left = turns.join();
    Turns.Place right = turns.join();

    for (int look = 0; look < 100; look++) {
      assertThat(left.await(OFTEN, PATIENCE)).isTrue();
      ticker.pause(Duration.ofMillis(10).toNanos());
      assertThat(right.await(OFTEN, PATIENCE)).as("beside the other").isTrue();
      ticker.pause(Duration.ofMillis(30).toNanos());
      left.done();
      ticker.pause(Duration.ofMillis(10).toNanos());
      right.done();
      ticker.pause(Duration.ofMillis(50).toNanos());
    }

    assertThat(turns.use().used()).isCloseTo(0.8, within(0.02));
  }

  @Test
  @Timeout(60)
  void whoWaitedWhileOthersLookedIsCalledAfterTheRest() throws Exception {
    // a look of 50 ms in a tenth of the time: nobody comes by while the detector rests
    Turns turns = new Turns(new Turns.Budget(0.1, 1, 1), Ticker.system());
    try (Turns.Place first = turns.join();
        Turns.Place second = turns.join();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      assertThat(first.await(OFTEN, PATIENCE)).isTrue();
      Future<Boolean> turn = thread.submit(() -> second.await(OFTEN, PATIENCE));
      Ticker.system().pause(Duration.ofMillis(50).toNanos());
      first.done();

      assertThat(turn.get()).as("before its patience with the queue is over").isTrue();
    }
  }

  @Test
  void aMinuteIsForgottenAfterIt() {
    RecentSum sum = new RecentSum(0);
    for (long second = 0; second < 120; second++) {
      sum.add(2, Duration.ofSeconds(second).toNanos());
    }
    long end = Duration.ofSeconds(119).plusMillis(500).toNanos();

    assertThat(sum.sum(end)).isEqualTo(120);
    assertThat(sum.perSecond(end)).isCloseTo(2, within(0.05));
    assertThat(sum.sum(end + Duration.ofHours(5).toNanos())).isZero();
  }
}
