package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HostReadingsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger taken = new AtomicInteger();
  private final Deque<Runnable> background = new ArrayDeque<>();

  private HostReading reading() {
    return new HostReading(
        Optional.of(100L + taken.incrementAndGet()),
        1,
        2,
        Optional.empty(),
        Optional.empty(),
        Optional.of(0.5),
        Optional.of(61.0));
  }

  private void run() {
    while (!background.isEmpty()) {
      background.removeFirst().run();
    }
  }

  @Test
  void readsInTheBackgroundAtMostEveryFiveSeconds() {
    HostReadings readings = new HostReadings(() -> this::reading, nanos::get, background::add);

    assertThat(readings.newest().residentBytes()).isEmpty();
    readings.newest();
    assertThat(background).hasSize(1);
    run();
    assertThat(readings.newest().residentBytes()).contains(101L);
    nanos.addAndGet(HostReadings.MAX_AGE.toNanos() - 1);
    assertThat(readings.newest().residentBytes()).contains(101L);
    assertThat(background).isEmpty();
    nanos.addAndGet(1);
    readings.newest();
    run();
    assertThat(readings.newest().residentBytes()).contains(102L);
  }

  @Test
  void aMachineThatCannotBeReadStillTellsTheHeap() {
    HostReadings readings =
        new HostReadings(
            () -> {
              throw new UnsatisfiedLinkError("no natives here");
            },
            nanos::get,
            background::add);

    readings.newest();
    run();

    assertThat(readings.newest().heapBytes()).isPositive();
    assertThat(readings.newest().cpuLoad()).isEmpty();
  }

  @Test
  void readsThisMachine() {
    HostReading here = new OshiProbe().get();

    assertThat(here.residentBytes().orElseThrow()).isGreaterThan(1_000_000);
    assertThat(here.memoryBytes().orElseThrow()).isGreaterThan(here.residentBytes().orElseThrow());
  }
}
