package io.headcount.edge.journal;

import static io.headcount.edge.journal.Entries.NOON;
import static io.headcount.edge.journal.Entries.entry;
import static io.headcount.edge.journal.Entries.numbers;
import static io.headcount.edge.journal.Entries.range;
import static io.headcount.edge.journal.Entries.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.edge.journal.JournalTailer.Positioned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path dir;
  private Instant now = NOON;

  @Test
  void whatIsAppendedIsReadInOrderAndFromAnyPlace() {
    try (Journal journal = open()) {
      append(journal, 0, 1000);
      List<Positioned> all = read(journal, Journal.START);

      assertThat(numbers(journal, Journal.START)).isEqualTo(range(0, 1000));
      assertThat(all).extracting(Positioned::entry).startsWith(entry(0), entry(1));
      assertThat(numbers(journal, all.get(499).position())).isEqualTo(range(500, 1000));
      assertThat(numbers(journal, journal.newestPosition())).isEmpty();
    }
  }

  @Test
  void aTailerReadsOnWhileTheJournalGrowsAndRolls() {
    try (Journal journal = open();
        JournalTailer tailer = journal.tailer(Journal.START)) {
      assertThat(tailer.next()).isEmpty();
      for (int i = 0; i < 200; i++) {
        append(journal, i, i + 1);
        assertThat(tailer.next().map(p -> Entries.number(p.entry()))).contains(i);
        assertThat(tailer.next()).isEmpty();
        now = now.plus(Duration.ofMinutes(7));
      }
      assertThat(tailer.notice()).isEmpty();
    }
  }

  @Test
  void readsWhatTheQueuesOwnTailerReads() {
    List<Long> own = new ArrayList<>();
    List<Long> ours;
    try (Journal journal = open()) {
      append(journal, 0, 300);
      now = now.plus(Duration.ofHours(2));
      append(journal, 300, 600);
      ours = read(journal, Journal.START).stream().map(Positioned::position).toList();
    }
    try (ChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(dir.resolve("live"))
                .rollCycle(Position.ROLL)
                .build();
        var tailer = queue.createTailer()) {
      while (tailer.readBytes(_ -> {})) {
        own.add(tailer.lastReadIndex());
      }
    }
    assertThat(own.subList(1, own.size())).as("after the probe").isEqualTo(ours);
  }

  @Test
  void clockSetBackBetweenRunsLosesNothing() {
    int n = 0;
    for (Instant start :
        List.of(
            NOON,
            NOON.minus(Duration.ofHours(3)),
            Instant.EPOCH,
            NOON.plus(Duration.ofDays(365)),
            NOON.plusSeconds(60))) {
      now = start;
      try (Journal journal = open()) {
        long after = journal.newestPosition();
        append(journal, n, n + 10);
        assertThat(numbers(journal, after)).as("live, at %s", start).isEqualTo(range(n, n + 10));
        n += 10;
        assertThat(numbers(journal, Journal.START)).isEqualTo(range(0, n));
      }
    }
  }

  @Test
  void clockSetBackWhileRunningLosesNothing() {
    try (Journal journal = open()) {
      append(journal, 0, 10);
      now = now.minus(Duration.ofHours(3));
      append(journal, 10, 20);
      now = Instant.EPOCH;
      append(journal, 20, 30);
      assertThat(numbers(journal, Journal.START)).isEqualTo(range(0, 30));
    }
  }

  @Test
  void manyReopeningsLoseNothing() {
    Random random = new Random(4);
    int n = 0;
    long cursor = Journal.START;
    List<Integer> resumed = new ArrayList<>();
    for (int run = 0; run < 30; run++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(-300, 300)));
      try (Journal journal = open()) {
        int next = n + random.nextInt(40);
        append(journal, n, next);
        n = next;
        int most = random.nextInt(60);
        List<Positioned> read = read(journal, cursor);
        for (Positioned p : read.subList(0, Math.min(most, read.size()))) {
          resumed.add(Entries.number(p.entry()));
          cursor = p.position();
        }
      }
    }
    try (Journal journal = open()) {
      resumed.addAll(numbers(journal, cursor));
      assertThat(journal.status().losses()).isEmpty();
    }
    assertThat(resumed).isEqualTo(range(0, n));
  }

  @Test
  void aSecondOpenerIsToldWhoHoldsTheJournal() {
    try (Journal _ = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    open().close();
  }

  @Test
  void aFolderThatCannotBeMadeIsAnErrorThatNamesTheCure() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "");

    assertThatThrownBy(
            () -> Journal.open(file.resolve("journal"), () -> now, JournalOptions.DEFAULT))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("make it writable");
  }

  @Test
  void retentionDeletesWholeFilesBeforeTheCursorOnly() {
    try (Journal journal = open()) {
      for (int hour = 0; hour < 10; hour++) {
        append(journal, hour * 10, hour * 10 + 10);
        now = now.plus(Duration.ofHours(1));
      }
      List<Positioned> all = read(journal, Journal.START);
      long cursor = all.get(45).position();

      assertThat(journal.deleteUpTo(cursor, journal.bytes(), Instant.MIN)).isZero();
      assertThat(journal.deleteUpTo(Journal.START, 0, Instant.MIN)).isZero();
      assertThat(journal.deleteUpTo(cursor, 0, Instant.MIN)).isPositive();

      assertThat(numbers(journal, Journal.START)).isEqualTo(range(40, 100));
      append(journal, 100, 110);
      now = now.plus(Duration.ofHours(1));
      append(journal, 110, 120);
      assertThat(numbers(journal, cursor)).isEqualTo(range(46, 120));
      try (JournalTailer late = journal.tailer(all.get(3).position())) {
        assertThat(late.notice()).hasValueSatisfying(s -> assertThat(s).contains("deleted"));
        assertThat(late.next().map(p -> Entries.number(p.entry()))).contains(40);
      }
      journal.deleteUpTo(Long.MAX_VALUE, 0, Instant.MIN);
      append(journal, 120, 121);
      assertThat(numbers(journal, Journal.START)).endsWith(120);
    }
  }

  @Test
  void aCursorOfAnotherJournalReadsAllAndSaysSo() {
    try (Journal journal = open()) {
      append(journal, 0, 5);
      long foreign = Position.first(Position.cycle(journal.newestPosition()) + 1000);
      try (JournalTailer tailer = journal.tailer(foreign)) {
        assertThat(tailer.notice()).isPresent();
        assertThat(tailer.next().map(p -> Entries.number(p.entry()))).contains(0);
      }
    }
  }

  @Test
  void aFileEndsWhenItIsLargeEnough() {
    JournalOptions small = new JournalOptions(8 << 20, 0.01, 1 << 20);
    try (Journal journal = Journal.open(dir, () -> now, small)) {
      for (int i = 0; i < 4000; i++) {
        assertThat(journal.append(entry(i, 50))).isPresent();
      }
      assertThat(numbers(journal, Journal.START)).isEqualTo(range(0, 4000));
      assertThat(Position.cycle(journal.newestPosition()))
          .isGreaterThan(Position.cycleAt(now.toEpochMilli()));
    }
  }

  @Test
  void theBudgetPausesTheJournalAndDeletingLetsItGoOn() {
    JournalOptions small = new JournalOptions(2 << 20, 0.01, 1 << 20);
    long[] nanos = {0};
    try (Journal journal = Journal.open(dir, () -> now, small, () -> nanos[0])) {
      int n = 0;
      while (journal.append(entry(n, 50)).isPresent()) {
        n++;
        nanos[0] += 10_000_000;
      }
      assertThat(journal.status().paused())
          .hasValueSatisfying(why -> assertThat(why).contains("MiB they may"));
      assertThat(journal.bytes()).isLessThan(5 << 20);

      journal.deleteUpTo(journal.newestPosition(), 0, Instant.MIN);
      nanos[0] += 2_000_000_000;
      assertThat(journal.append(entry(n, 50))).isPresent();
      assertThat(journal.status().paused()).isEmpty();
    }
  }

  @Test
  void anEntryThatIsTooLongIsRefusedAndTheNextOneIsNot() {
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.append(entry(0, 10_000)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("longer than");
      append(journal, 1, 3);
      assertThat(numbers(journal, Journal.START)).containsExactly(1, 2);
    }
  }

  @Test
  void noPhoneHome() {
    try (Journal journal = open()) {
      append(journal, 0, 1);
    }
    assertThat(System.getProperty("chronicle.analytics.disable")).isEqualTo("true");
    assertThatThrownBy(() -> Class.forName("net.openhft.chronicle.analytics.Analytics"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThat(Path.of(System.getProperty("user.home"), ".chronicle.analytics.client.id"))
        .doesNotExist();
  }

  private Journal open() {
    return Journal.open(dir, () -> now, JournalOptions.DEFAULT);
  }

  private static void append(Journal journal, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(journal.append(entry(i))).isPresent();
    }
  }
}
