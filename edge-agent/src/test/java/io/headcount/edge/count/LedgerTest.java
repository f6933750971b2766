package io.headcount.edge.count;

import static io.headcount.edge.count.CountedBox.REVISION;
import static io.headcount.edge.count.CountedBox.SCENES;
import static io.headcount.edge.count.Walkers.DOOR;
import static io.headcount.edge.count.Walkers.MORNING;
import static io.headcount.edge.count.Walkers.started;
import static io.headcount.edge.count.Walkers.walk;
import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.contract.CountWindow;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.count.CountsNow.LineNow;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.SmallDisk;
import io.headcount.edge.store.StateReader;
import io.headcount.edge.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LedgerTest {
  @TempDir private Path dir;

  private Path file() {
    return dir.resolve("state.db");
  }

  private static List<CountWindow> sorted(List<CountWindow> windows) {
    return windows.stream()
        .sorted(
            comparing(CountWindow::camera)
                .thenComparing(CountWindow::start)
                .thenComparingInt(CountWindow::part))
        .toList();
  }

  @Test
  void whateverWasNotCommittedIsCountedAgainAndComesOutTheSame() {
    Random random = new Random(21);
    try (CountedBox box = CountedBox.open(dir)) {
      box.append(Walkers.random(8, Duration.ofMinutes(10), List.of(REVISION)));
      for (int crash = 0; crash < 25; crash++) {
        box.readAll(OptionalInt.of(1 + random.nextInt(300)));
        if (random.nextBoolean()) {
          box.ledger().commit();
        }
        box.forget();
      }
      box.count();
    }
    List<CountWindow> expected = sorted(CountedBox.recount(dir, SCENES));
    assertThat(expected).hasSizeGreaterThan(10);
    assertThat(sorted(CountedBox.stored(file()))).isEqualTo(expected);
  }

  @Test
  void aFullDatabaseKeepsResultsWaitingAndTakesThemLater() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir, 8)) {
      Path file = disk.folder().resolve("state.db");
      try (CountedBox box = CountedBox.open(dir, file)) {
        box.append(List.of(started(MORNING, REVISION)));
        box.append(walk(MORNING, Duration.ofMinutes(2))).count();
        int before = CountedBox.stored(file).size();
        assertThat(before).isEqualTo(4);

        Path filler = disk.folder().resolve("filler");
        disk.fill(filler, 0);
        box.append(walk(MORNING.plus(Duration.ofMinutes(2)), Duration.ofMinutes(3)));
        box.readAll(OptionalInt.of(Integer.MAX_VALUE));
        assertThat(box.ledger().due()).isTrue();
        for (int attempt = 0; attempt < 3; attempt++) {
          assertThatThrownBy(() -> box.ledger().commit()).isInstanceOf(StoreException.class);
          assertThat(box.ledger().due()).isTrue();
        }
        assertThat(CountedBox.stored(file)).hasSize(before);

        Files.delete(filler);
        box.ledger().commit();
        assertThat(box.ledger().due()).isFalse();
      }
      assertThat(sorted(CountedBox.stored(file)))
          .hasSize(10)
          .isEqualTo(sorted(CountedBox.recount(dir, SCENES)));
    }
  }

  @Test
  void theLoopTriesAgainByItselfAndSaysMeanwhileWhatIsWrong() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir, 8)) {
      Path file = disk.folder().resolve("state.db");
      Path filler = disk.folder().resolve("filler");
      try (CountedBox box = CountedBox.open(dir, file);
          CountingLoop loop = loop(box, file)) {
        box.append(List.of(started(MORNING, REVISION)));
        disk.fill(filler, 0);
        box.append(walk(MORNING, Duration.ofMinutes(3)));
        await(() -> loop.now().problem().isPresent());
        assertThat(loop.now().problem().orElseThrow()).contains("state.db");
        await(() -> loop.now().position() == box.journal().newestPosition());
        assertThat(loop.now().lastCommit()).isEmpty();

        Files.delete(filler);
        await(() -> loop.now().lastCommit().isPresent());
        assertThat(loop.now().problem()).isEmpty();
      }
      assertThat(sorted(CountedBox.stored(file)))
          .hasSize(6)
          .isEqualTo(sorted(CountedBox.recount(dir, SCENES)));
    }
  }

  @Test
  void todaysSumsAreTheSameAfterAnOrderlyRestartInsideAMinute() throws Exception {
    LineNow before;
    try (CountedBox box = CountedBox.open(dir)) {
      box.append(List.of(started(MORNING, REVISION)));
      box.append(walk(MORNING, Duration.ofSeconds(155)));
      try (CountingLoop loop = loop(box, file())) {
        await(() -> loop.now().position() == box.journal().newestPosition());
        before = line(loop);
      }
    }
    assertThat(before.inToday()).isEqualTo(before.totalIn()).isGreaterThan(10);
    try (CountedBox box = CountedBox.open(dir);
        CountingLoop loop = loop(box, file())) {
      assertThat(line(loop)).isEqualTo(before);
      box.append(List.of(started(MORNING.plusSeconds(160), REVISION)));
      box.append(walk(MORNING.plusSeconds(160), Duration.ofSeconds(100)));
      await(() -> loop.now().position() == box.journal().newestPosition());
      assertThat(line(loop).inToday()).isEqualTo(line(loop).totalIn());
    }
  }

  @Test
  void aFaultInCountingIsToldAndLeavesWhatIsStored() throws Exception {
    try (CountedBox box = CountedBox.open(dir);
        CountingLoop loop =
            loop(
                box,
                file(),
                (position, at) -> {
                  throw new IllegalStateException("no more room for brooms");
                })) {
      box.append(List.of(started(MORNING, REVISION)));
      box.append(walk(MORNING, Duration.ofMinutes(2)));
      await(() -> loop.now().problem().isPresent());
      assertThat(loop.now().problem().orElseThrow())
          .contains("no more room for brooms")
          .contains("restart the agent");
    }
    assertThat(CountedBox.stored(file())).isNotEmpty();
  }

  @Test
  void aRevisionThatIsNotKeptIsCountedWithThePresentScenes() {
    try (CountedBox box = CountedBox.open(dir)) {
      box.append(List.of(started(MORNING, "000000000000")));
      box.append(walk(MORNING, Duration.ofMinutes(2))).count();
    }
    assertThat(CountedBox.stored(file()))
        .hasSize(4)
        .allSatisfy(window -> assertThat(window.revision()).isEqualTo("000000000000"));
  }

  @Test
  void aDayOfJournalLeavesOneSmallState() {
    try (CountedBox box = CountedBox.open(dir)) {
      Counting counting = new Counting(revision -> SCENES, CountingState.EMPTY);
      counting.apply(started(MORNING, REVISION));
      int early = 0;
      for (int minute = 0; minute < 240; minute++) {
        for (JournalEntry entry :
            walk(MORNING.plus(Duration.ofMinutes(minute)), Duration.ofMinutes(1))) {
          counting.apply(entry);
        }
        int size = new StateCodec().write(counting.state()).length();
        early = minute == 5 ? size : early;
        assertThat(size).isLessThan(minute > 5 ? 3 * early : 100_000);
      }
      assertThat(box.ledger().full()).isFalse();
    }
  }

  private static LineNow line(CountingLoop loop) {
    return requireNonNull(requireNonNull(loop.now().cameras().get(DOOR)).lines().get("main"));
  }

  private static CountingLoop loop(CountedBox box, Path file) {
    return loop(box, file, (position, at) -> {});
  }

  private static CountingLoop loop(
      CountedBox box, Path file, CountingLoop.Housekeeping housekeeping) {
    CountingLoop loop =
        new CountingLoop(
            box.ledger(),
            box.journal().tailer(box.ledger().position()),
            ZoneOffset.UTC,
            since -> new StateReader(file).totals(since),
            housekeeping,
            InstantSource.fixed(MORNING),
            new HurriedTicker());
    Thread.ofPlatform().name("counting").start(loop);
    return loop;
  }

  /** Time that runs as fast as it is waited for, so that no test waits for a retry. */
  private static final class HurriedTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
      return nanos.get();
    }

    @Override
    public void pause(long wait) {
      nanos.addAndGet(100 * wait);
      LockSupport.parkNanos(2_000_000);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 30 s").isLessThan(end);
      LockSupport.parkNanos(2_000_000);
    }
  }
}
